import { type Encode, encoderFor, isUnicode } from '../../support/encode.ts';
import { escapeFormula } from '../../support/formula-escape.ts';
import { oneLine } from '../../support/visible.ts';
import { BufferedFile } from '../buffered-file.ts';
import { quoted } from './csv-cell.ts';

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

/**
 * Writes rows-to-fix.csv: rows of an input just as they stand there, with what is wrong and their line before them. What this
 * program writes into it no spreadsheet runs; what the user has written is the user's, and comes back as it was.
 */
export class RowsToFixCsv implements AsyncDisposable {
  readonly #file: BufferedFile;
  readonly #form: InputForm;
  readonly #encode: Encode;

  private constructor(file: BufferedFile, form: InputForm, encode: Encode) {
    const { encoding, hasMark, separatorLine, header } = form;
    this.#file = file;
    this.#form = form;
    this.#encode = encode;
    // Few rows of UTF-16 may have nothing else by which it could be told.
    if (hasMark || encoding.startsWith('utf-16')) file.add('\ufeff');
    if (separatorLine !== undefined) file.add(separatorLine + form.lineEnd);
    this.#add('problem', 'line', header);
  }

  /** @throws whatever the file system throws; so do the other methods, and {RangeError} for what the encoding does not have */
  static async open(path: string, form: InputForm): Promise<RowsToFixCsv> {
    const encode = encoderFor(form.encoding);
    return new RowsToFixCsv(await BufferedFile.open(path, encode), form, encode);
  }

  /** @param cells as they stand in the input */
  async write(problem: string, line: number, cells: string): Promise<void> {
    this.#add(this.#writable(escapeFormula(oneLine(problem))), String(line), cells);
    if (this.#file.isFull) await this.#file.flush();
  }

  /** On disk, and in need of nothing but its name. */
  async complete(): Promise<void> {
    await this.#file.complete();
  }

  async putInPlace(): Promise<void> {
    await this.#file.putInPlace();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file[Symbol.asyncDispose]();
  }

  #add(problem: string, line: string, cells: string): void {
    const { delimiter, lineEnd } = this.#form;
    this.#file.add([quoted(problem, delimiter), quoted(line, delimiter), cells].join(delimiter) + lineEnd);
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
