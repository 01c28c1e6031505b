import { createInterface, type Interface } from 'node:readline/promises';
import { Shown } from '../report/terminal/shown.ts';

/** What is needed of a stream. */
export type OutputStream = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'rows'> & {
  write(text: string, written?: () => void): unknown;
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
};

/**
 * Standard output or standard error, as the only door through which a text gets there: whatever comes from a file, a
 * server, the environment or a command line, no terminal obeys it.
 */
export class TextOutput {
  readonly #stream: OutputStream;

  constructor(stream: OutputStream) {
    this.#stream = stream;
  }

  get isTTY(): boolean {
    return this.#stream.isTTY === true;
  }

  /** Undefined where it is no terminal. */
  get columns(): number | undefined {
    return this.#stream.columns;
  }

  write(text: string | Shown): void {
    this.#stream.write(String(Shown.of(text)));
  }

  /** Resolves when all has been written, or cannot be. */
  async flush(): Promise<void> {
    await new Promise<void>((resolve) => this.#stream.write('', () => resolve()));
  }

  onError(listener: (error: NodeJS.ErrnoException) => void): void {
    this.#stream.on('error', listener);
  }

  /** Lines at the end of a terminal that are drawn anew. @param create draws on a stream: that of log-update */
  block(create: (stream: NodeJS.WriteStream, options: { showCursor: true }) => Drawing): Block {
    // Whoever watched may have gone; that must not end the run.
    let isGone = false;
    this.onError(() => {
      isGone = true;
    });
    // The cursor stays: to hide it means to catch every signal, so that it is there again.
    const drawing = create(this.#stream as NodeJS.WriteStream, { showCursor: true });
    let isShown = false;
    return {
      show: (text) => {
        if (!isGone) drawing(String(Shown.of(text)));
        isShown = true;
      },
      print: (text) => {
        if (!isGone) drawing.persist(String(Shown.of(text)));
        isShown = false;
      },
      clear: () => {
        if (isShown && !isGone) drawing.clear();
        isShown = false;
      },
    };
  }

  /** The same where nothing can be drawn anew: every text is a line that stays. */
  lines(): Block {
    let isGone = false;
    this.onError(() => {
      isGone = true;
    });
    const print = (text: string | Shown) => {
      if (!isGone) this.write(Shown.join([text, '\n']));
    };
    return { show: print, print, clear: () => undefined };
  }

  /** For a question whose answer is typed; what is asked goes through `Shown` as everything else does. */
  questionsTo(input: NodeJS.ReadableStream): Questions {
    const asked = createInterface({ input, output: this.#stream as NodeJS.WriteStream });
    return {
      ask: (question, signal) => asked.question(String(Shown.of(question)), { signal }),
      on: (event, listener) => asked.on(event, listener),
      close: () => asked.close(),
    };
  }
}

/** Draws a text in the place of the one before. */
type Drawing = ((text: string) => void) & { clear(): void; persist(text: string): void };

export type Block = {
  /** Draws this in the place of what was shown; no line of it may be as wide as the terminal. */
  show(text: string | Shown): void;
  /** Writes what stays, and takes the rest away until it is shown again. */
  print(text: string | Shown): void;
  clear(): void;
};

export type Questions = {
  ask(question: string, signal: AbortSignal): Promise<string>;
  on(event: 'SIGINT' | 'close', listener: () => void): Interface;
  close(): void;
};
