const ERASE_LINE = '\r\u001B[K';

/** What is left of a terminal's stream when only the writing matters. */
export type LineStream = Pick<NodeJS.WriteStream, 'write' | 'on' | 'isTTY' | 'columns'>;

/** The last line of a terminal, rewritten in place, with lines that stay above it. */
export class StatusLine {
  readonly #stream: LineStream;
  #shown = '';
  #gone = false;

  constructor(stream: LineStream) {
    this.#stream = stream;
    // Whoever watched may have gone; that must not end the run.
    stream.on('error', () => {
      this.#gone = true;
    });
  }

  /** Puts this in the place of what was shown; it must be narrower than the terminal. */
  show(text: string): void {
    if (text !== this.#shown) this.#write(`${this.#erase()}${text}`);
    this.#shown = text;
  }

  /** Writes a line that stays, and takes the other away until it is shown again. */
  print(text: string): void {
    this.#write(`${this.#erase()}${text}\n`);
    this.#shown = '';
  }

  #erase(): string {
    return this.#shown === '' ? '' : ERASE_LINE;
  }

  #write(text: string): void {
    if (!this.#gone) this.#stream.write(text);
  }
}
