export type HttpAnswer = {
  readonly status: number;
  /** By lower-case name; of repeated headers the first. */
  readonly headers: Readonly<Record<string, string>>;
  /** The whole body. */
  readonly text: string;
};

/** What undici hands in for ending a request. */
type Controller = { abort(reason: Error): void };

/** Why an exchange was ended from our side. */
export class Ended extends Error {
  override readonly name = 'AbortError';
}

/** Undici sends a request again by itself when it believes that nobody has seen it; that is not for undici to say. */
class SentBefore extends Error {
  readonly code = 'SENT_BEFORE';
}

/**
 * One request and its answer, as a handler on undici's lowest level: only there it shows when a request really leaves.
 * It may have to wait for a connection first, which takes several times as long as the request itself.
 */
export class Exchange {
  /** The whole answer; rejects with undici's error, or `Ended`. */
  readonly answer: Promise<HttpAnswer>;
  readonly #onSent: () => unknown;
  readonly #resolve: (answer: HttpAnswer) => void;
  readonly #reject: (error: unknown) => void;
  #controller: Controller | undefined;
  #ended: Ended | undefined;
  #status = 0;
  #headers: HttpAnswer['headers'] = {};
  readonly #chunks: Buffer[] = [];

  constructor(onSent: () => unknown) {
    this.#onSent = onSent;
    const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
    this.answer = promise;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** The first byte was written, or is being written. */
  get hasLeft(): boolean {
    return this.#controller !== undefined;
  }

  /** 0 as long as no status line has arrived. */
  get status(): number {
    return this.#status;
  }

  /** Ends it, whatever it is at: what has not left never will. */
  end(): void {
    this.#ended = new Ended();
    this.#controller?.abort(this.#ended);
    this.#reject(this.#ended);
  }

  onRequestStart(controller: Controller): void {
    if (!this.#ended && !this.hasLeft && this.#onSent() === false) this.end();
    if (this.#ended || this.hasLeft) {
      controller.abort(this.#ended ?? new SentBefore('undici was about to send it again'));
      return;
    }
    this.#controller = controller;
  }

  onResponseStart(
    _controller: Controller,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return; // 103 Early Hints and the like come before the answer.
    this.#status = status;
    this.#headers = firstValues(headers);
  }

  onResponseData(_controller: Controller, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const text = new TextDecoder().decode(Buffer.concat(this.#chunks));
    this.#resolve({ status: this.#status, headers: this.#headers, text });
  }

  onResponseError(_controller: Controller, error: Error): void {
    this.#reject(error);
  }
}

function firstValues(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const first: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const text = Array.isArray(value) ? value[0] : value;
    if (text !== undefined) first[name] = text;
  }
  return first;
}
