import { type Encode, encoderFor, isUnicode } from '../../support/encode.ts';
import { escapeFormula } from '../../support/formula-escape.ts';
import { oneLine } from '../../support/visible.ts';
import { WholeFile } from '../whole-file.ts';

/** How the input is written, and what stands above its rows. */
export type InputForm = {
  /** As TextDecoder names it. */
  readonly encoding: string;
  readonly delimiter: string;
  /** It begins with a byte order mark. */
  readonly hasMark: boolean;
  readonly lineEnd: string;
  /** For Excel, such as `sep=;`. */
  readonly separatorLine: string | undefined;
  /** As it stands in the input. */
  readonly header: string;
};

/** Characters that are collected before they are written. */
const CHUNK_LENGTH = 64 * 1024;

/**
 * Writes rows-to-fix.csv: rows of an input just as they stand there, with what is wrong and their line before them. What this
 * program writes into it no spreadsheet runs; what the user has written is the user's, and comes back as it was.
 */
export class RowsToFixCsv implements AsyncDisposable {
  readonly #file: WholeFile;
  readonly #form: InputForm;
  readonly #encode: Encode;
  #lines: string[];
  #length = 0;

  private constructor(file: WholeFile, form: InputForm) {
    const { encoding, hasMark, separatorLine, header } = form;
    this.#file = file;
    this.#form = form;
    this.#encode = encoderFor(encoding);
    // Few rows of UTF-16 may have nothing else by which it could be told.
    const mark = hasMark || encoding.startsWith('utf-16') ? '\ufeff' : '';
    const first = separatorLine === undefined ? [] : [separatorLine];
    const [top = '', ...below] = [...first, this.#join('problem', 'line', header)];
    this.#lines = [mark + top, ...below];
  }

  /** @throws whatever the file system throws; so do the other methods, and {RangeError} for what the encoding does not have */
  static async open(path: string, form: InputForm): Promise<RowsToFixCsv> {
    return new RowsToFixCsv(await WholeFile.open(path), form);
  }

  /** @param cells as they stand in the input */
  async write(problem: string, line: number, cells: string): Promise<void> {
    const text = this.#join(this.#writable(escapeFormula(oneLine(problem))), String(line), cells);
    this.#lines.push(text);
    this.#length += text.length;
    if (this.#length >= CHUNK_LENGTH) await this.#flush();
  }

  /** On disk, and in need of nothing but its name. */
  async complete(): Promise<void> {
    await this.#flush();
    await this.#file.complete();
  }

  async putInPlace(): Promise<void> {
    await this.#file.putInPlace();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file[Symbol.asyncDispose]();
  }

  async #flush(): Promise<void> {
    if (this.#lines.length === 0) return;
    const { lineEnd } = this.#form;
    const bytes = this.#encode(`${this.#lines.join(lineEnd)}${lineEnd}`);
    this.#lines = [];
    this.#length = 0;
    await this.#file.write(bytes);
  }

  #join(problem: string, line: string, cells: string): string {
    const { delimiter } = this.#form;
    return [this.#quoted(problem), this.#quoted(line), cells].join(delimiter);
  }

  #quoted(text: string): string {
    const isPlain = !/["\r\n]|^\s|\s$/.test(text) && !text.includes(this.#form.delimiter);
    return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
  }

  /** A sentence of ours in the encoding of the input, which may not have all its characters. */
  #writable(text: string): string {
    if (isUnicode(this.#form.encoding)) return text;
    return text.replace(/\P{ASCII}/gu, (character) => {
      try {
        this.#encode(character);
        return character;
      } catch {
        return '?';
      }
    });
  }
}
