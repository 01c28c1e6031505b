import { createInterface, type Interface } from 'node:readline/promises';
import { Shown } from '../report/terminal/shown.ts';

/** What is needed of a stream. */
export type OutputStream = Pick<NodeJS.WriteStream, 'isTTY' | 'columns'> & {
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

export type Questions = {
  ask(question: string, signal: AbortSignal): Promise<string>;
  on(event: 'SIGINT' | 'close', listener: () => void): Interface;
  close(): void;
};
