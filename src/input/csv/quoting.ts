import { countLines } from './count-lines.ts';

/** How the quote marks of a cell break the rules of CSV. */
export type QuoteFault = {
  /** Which cell of its row, from 0. */
  readonly cell: number;
  readonly kind: QuoteFaultKind;
};

/**
 * - `text-after`: text follows the closing quote mark
 * - `backslash`: the same, and a quote mark of the cell has a backslash before it, as other formats escape it
 * - `doubled`: the same, and nothing stands between the first two quote marks
 * - `bare`: a quote mark in a cell that does not begin with one; such a mark is text
 */
export type QuoteFaultKind = 'text-after' | 'backslash' | 'doubled' | 'bare';

type State = 'cell-start' | 'plain' | 'quoted' | 'closed';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LF = 10;
const SPACE = 0x20;
const TAB = 9;
const LONG_BLANKS: readonly Buffer[] = [Buffer.from('\u00a0'), Buffer.from('\ufeff')];
/** Blanks that are looked at together; of a longer run nobody means that a quote may follow. */
const MAX_BLANKS = 16 * 1024;

/**
 * Follows the quote marks of a CSV as csv-parse does with `relax_quotes`, takes the blanks away that stand around a
 * quoted cell (csv-parse would take the quote marks for text), and notes what is wrong with quote marks.
 */
export class Quoting {
  readonly #delimiter: Buffer;
  #state: State = 'cell-start';
  /** Bytes that cannot be understood before more of them are here. */
  #carry: Buffer = Buffer.alloc(0);
  #line: number;
  #rowLine: number;
  #cell = 0;
  /** Of the quoted cell in hand. */
  #openedOn = 0;
  #isFresh = false;
  #hasBackslash = false;
  #lastByte = 0;
  #faults: (QuoteFault & { readonly rowLine: number })[] = [];

  /** @param line the line of the first byte */
  constructor(delimiter: string, line: number) {
    this.#delimiter = Buffer.from(delimiter);
    this.#line = line;
    this.#rowLine = line;
  }

  /** The line on which a quote mark opens a cell that has not been closed so far. */
  get openLine(): number | undefined {
    return this.#state === 'quoted' ? this.#openedOn : undefined;
  }

  /** The faults of the row that starts on this line, once; rows must be asked for in order. */
  takeFaults(rowLine: number): readonly QuoteFault[] | undefined {
    if (this.#faults[0]?.rowLine !== rowLine) return undefined;
    const count = this.#faults.findIndex((fault) => fault.rowLine !== rowLine);
    return this.#faults.splice(0, count === -1 ? this.#faults.length : count);
  }

  /** What csv-parse is to read of these bytes, and of those held back before. */
  read(chunk: Buffer): Buffer {
    const bytes = this.#carry.length > 0 ? Buffer.concat([this.#carry, chunk]) : chunk;
    return this.#follow(bytes, wholeCharacters(bytes));
  }

  /** What was held back, at the end of the file. */
  end(): Buffer {
    return this.#state === 'closed' ? Buffer.alloc(0) : this.#carry;
  }

  #follow(bytes: Buffer, end: number): Buffer {
    const kept: Buffer[] = [];
    let keptTo = 0;
    let at = this.#skipPlainLines(bytes, end);
    while (at < end) {
      if (this.#state === 'quoted') at = this.#followQuoted(bytes, at, end);
      else if (this.#state === 'plain') at = this.#followPlain(bytes, at, end);
      else if (this.#state === 'closed' && bytes[at] === QUOTE) at = this.#reopen(at);
      else {
        const next = this.#skipBlanks(bytes, at, end);
        if (next === end && end - at < MAX_BLANKS) break;
        if (next > at && this.#areAroundQuotes(bytes, next)) {
          kept.push(bytes.subarray(keptTo, at));
          keptTo = next;
        }
        at = this.#state === 'closed' ? this.#leaveClosed(bytes, next) : this.#enterCell(bytes, next);
      }
    }
    this.#carry = bytes.subarray(at);
    if (at > 0) this.#lastByte = bytes[at - 1] ?? 0;
    const rest = bytes.subarray(keptTo, at);
    return kept.length === 0 ? rest : Buffer.concat([...kept, rest]);
  }

  /** Most files have few quote marks, and lines before the first one need not be looked at. */
  #skipPlainLines(bytes: Buffer, end: number): number {
    if (this.#state === 'quoted' || this.#state === 'closed') return 0;
    const quote = bytes.subarray(0, end).indexOf(QUOTE);
    const lineEnd = bytes.subarray(0, quote === -1 ? end : quote).lastIndexOf(LF);
    if (lineEnd === -1) return 0;
    this.#line += countLines(bytes, 0, lineEnd + 1);
    this.#startRow();
    return lineEnd + 1;
  }

  #startRow(): void {
    this.#rowLine = this.#line;
    this.#cell = 0;
    this.#state = 'cell-start';
  }

  #enterCell(bytes: Buffer, at: number): number {
    if (bytes[at] !== QUOTE) {
      this.#state = 'plain';
      return at;
    }
    this.#state = 'quoted';
    this.#openedOn = this.#line;
    this.#isFresh = true;
    this.#hasBackslash = false;
    return at + 1;
  }

  #followQuoted(bytes: Buffer, start: number, end: number): number {
    let at = start;
    for (; at < end && bytes[at] !== QUOTE; at++) if (bytes[at] === LF) this.#line++;
    if (at > start) this.#isFresh = false;
    if (at === end) return end;
    if ((at > 0 ? bytes[at - 1] : this.#lastByte) === BACKSLASH) this.#hasBackslash = true;
    this.#state = 'closed';
    return at + 1;
  }

  /** Two quote marks in a quoted cell are one of its text. */
  #reopen(at: number): number {
    this.#state = 'quoted';
    this.#isFresh = false;
    return at + 1;
  }

  #leaveClosed(bytes: Buffer, at: number): number {
    if (!this.#isSeparator(bytes, at)) {
      this.#addFault(this.#hasBackslash ? 'backslash' : this.#isFresh ? 'doubled' : 'text-after');
    }
    this.#state = 'plain';
    return at;
  }

  #followPlain(bytes: Buffer, start: number, end: number): number {
    const firstOfDelimiter = this.#delimiter[0];
    for (let at = start; at < end; at++) {
      const byte = bytes[at];
      if (byte === QUOTE) this.#addFault('bare');
      else if (byte === LF) {
        this.#line++;
        this.#startRow();
        return at + 1;
      } else if (byte === firstOfDelimiter && this.#isDelimiter(bytes, at)) {
        this.#cell++;
        this.#state = 'cell-start';
        return at + this.#delimiter.length;
      }
    }
    return end;
  }

  /** One fault a cell: what follows from it is none of its own. */
  #addFault(kind: QuoteFaultKind): void {
    const last = this.#faults.at(-1);
    if (last?.rowLine === this.#rowLine && last.cell === this.#cell) return;
    this.#faults.push({ rowLine: this.#rowLine, cell: this.#cell, kind });
  }

  #areAroundQuotes(bytes: Buffer, next: number): boolean {
    return this.#state === 'closed' ? this.#isSeparator(bytes, next) : bytes[next] === QUOTE;
  }

  #isSeparator(bytes: Buffer, at: number): boolean {
    return bytes[at] === LF || this.#isDelimiter(bytes, at);
  }

  #isDelimiter(bytes: Buffer, at: number): boolean {
    return bytes[at] === this.#delimiter[0] && startsWith(bytes, at, this.#delimiter);
  }

  #skipBlanks(bytes: Buffer, start: number, end: number): number {
    let at = start;
    while (at < end && !this.#isDelimiter(bytes, at)) {
      const length = blankLength(bytes, at);
      if (length === 0) break;
      at += length;
    }
    return at;
  }
}

function blankLength(bytes: Buffer, at: number): number {
  const byte = bytes[at] ?? 0;
  if (byte === SPACE || byte === TAB) return 1;
  if (byte < 0x80) return 0;
  return LONG_BLANKS.find((blank) => startsWith(bytes, at, blank))?.length ?? 0;
}

function startsWith(bytes: Buffer, at: number, part: Buffer): boolean {
  for (let offset = 0; offset < part.length; offset++) {
    if (bytes[at + offset] !== part[offset]) return false;
  }
  return true;
}

/** Where a character begins at the end of these bytes whose last bytes are still to come; else their length. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
