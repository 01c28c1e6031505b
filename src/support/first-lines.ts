import { TextTable } from './text-table.ts';

/** Remembers on which line, from 1, a text stood first, for millions of texts. */
export class FirstLines {
  readonly #lines = new TextTable(1);

  /** How many different texts are remembered. */
  get size(): number {
    return this.#lines.size;
  }

  /** The line on which this text was remembered before, or undefined after remembering it with this line. */
  remember(text: string, line: number): number | undefined {
    const numbers = this.#lines.add(text);
    const firstLine = numbers[0];
    if (firstLine === 0) numbers[0] = line;
    return firstLine || undefined;
  }

  has(text: string): boolean {
    return this.#lines.get(text) !== undefined;
  }
}
