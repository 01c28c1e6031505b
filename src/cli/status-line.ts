import { Shown } from '../report/terminal/shown.ts';
import type { TextOutput } from './text-output.ts';

/** The last line of a terminal, rewritten in place, with lines that stay above it. */
export class StatusLine {
  readonly #stream: TextOutput;
  #shown = '';
  #gone = false;

  constructor(stream: TextOutput) {
    this.#stream = stream;
    // Whoever watched may have gone; that must not end the run.
    stream.onError(() => {
      this.#gone = true;
    });
  }

  /** Puts this in the place of what was shown; it must be narrower than the terminal. */
  show(text: string): void {
    if (text !== this.#shown) this.#write(this.#erase(), text);
    this.#shown = text;
  }

  /** Writes a line that stays, and takes the other away until it is shown again. */
  print(text: string | Shown): void {
    this.#write(this.#erase(), text, '\n');
    this.#shown = '';
  }

  #erase(): string | Shown {
    return this.#shown === '' ? '' : Shown.eraseLine;
  }

  #write(...texts: readonly (string | Shown)[]): void {
    if (!this.#gone) this.#stream.write(Shown.join(texts));
  }
}
