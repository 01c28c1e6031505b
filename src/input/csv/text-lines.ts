/** Nobody corrects a line that is longer by hand. */
const MAX_LENGTH = 1024 * 1024;

/** The lines of a file as they stand in it, with their ends, beside the rows that are read of it. */
export class TextLines {
  readonly #decoder: InstanceType<typeof TextDecoder>;
  readonly #encoding: string;
  #lines: (string | undefined)[] = [];
  /** The line of the first of these. */
  #first = 1;
  /** What is read of the next line. */
  #rest = '';
  #isLong = false;
  #hasMark: boolean | undefined;
  #lineEnd: string | undefined;

  constructor(encoding: string) {
    this.#encoding = encoding;
    this.#decoder = new TextDecoder(encoding);
  }

  /** Whether the file begins with a byte order mark, which is part of no line. */
  get hasMark(): boolean {
    return this.#hasMark === true;
  }

  /** How the first line ends. */
  get lineEnd(): string {
    return this.#lineEnd ?? '\n';
  }

  /** @param bytes what follows, from the first byte of the file; the first piece has a mark as a whole */
  add(bytes: Buffer): void {
    this.#hasMark ??= beginsWithMark(bytes, this.#encoding);
    this.#split(this.#decoder.decode(bytes, { stream: true }));
  }

  end(): void {
    this.#split(this.#decoder.decode());
  }

  /** What stands on some lines, without the end of the last; undefined when one is too long. */
  take(from: number, to: number): string | undefined {
    const lines = this.#lines.slice(from - this.#first, to + 1 - this.#first);
    // No line end is read of it so far, or ever.
    if (to === this.#first + this.#lines.length) lines.push(this.#isLong ? undefined : this.#rest);
    return lines.includes(undefined) ? undefined : lines.join('').replace(/(?:\r\n|\r|\n)$/, '');
  }

  /** Lines up to this one are of no interest any more. */
  forget(last: number): void {
    const count = Math.min(this.#lines.length, last + 1 - this.#first);
    if (count <= 0) return;
    this.#lines.splice(0, count);
    this.#first += count;
  }

  #split(piece: string): void {
    const text = this.#rest + piece;
    // Behind a CR at the end an LF may follow.
    const ends = /\r\n|\n|\r(?!$)/g;
    let from = 0;
    ends.lastIndex = Math.max(0, this.#rest.length - 1);
    for (let end = ends.exec(text); end; end = ends.exec(text)) {
      const line = text.slice(from, ends.lastIndex);
      this.#lineEnd ??= end[0];
      this.#lines.push(this.#isLong || line.length > MAX_LENGTH ? undefined : line);
      this.#isLong = false;
      from = ends.lastIndex;
    }
    this.#rest = text.slice(from);
    if (this.#rest.length <= MAX_LENGTH) return;
    this.#isLong = true;
    this.#rest = this.#rest.endsWith('\r') ? '\r' : '';
  }
}

function beginsWithMark(bytes: Buffer, encoding: string): boolean {
  const [first, second, third] = bytes;
  if (encoding === 'utf-8') return first === 0xef && second === 0xbb && third === 0xbf;
  if (encoding === 'utf-16le') return first === 0xff && second === 0xfe;
  return encoding === 'utf-16be' && first === 0xfe && second === 0xff;
}
