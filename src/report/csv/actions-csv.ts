import type { SyncRow } from '../../core/sync.ts';
import { escapeFormula, unescapeFormula } from '../../support/formula-escape.ts';
import { oneLine } from '../../support/visible.ts';
import { describeSyncReason } from '../describe-sync-reason.ts';
import { WholeFile } from '../whole-file.ts';

type ActionsCsvOptions = {
  /** Of the roster, by their one names. */
  readonly columns: readonly string[];
  /** That of the roster: so what it has in its cells is read again as it was read there. */
  readonly delimiter: string;
};

/** Characters that are collected before they are written. */
const CHUNK_LENGTH = 64 * 1024;

/**
 * Writes actions.csv: the rows that make an account as a roster says, which is an input like any other. It is there once it is
 * finished, as a whole.
 */
export class ActionsCsv implements AsyncDisposable {
  readonly #file: WholeFile;
  readonly #columns: readonly string[];
  readonly #delimiter: string;
  #lines: string[];
  #length = 0;

  private constructor(file: WholeFile, { columns, delimiter }: ActionsCsvOptions) {
    this.#file = file;
    this.#columns = columns;
    this.#delimiter = delimiter;
    const header = ['action', 'email', 'user_id', 'new_email', ...columns, 'reason'];
    this.#lines = [header.map((name) => this.#quoted(name)).join(delimiter)];
  }

  /** @throws whatever the file system throws; so do the other methods */
  static async open(path: string, options: ActionsCsvOptions): Promise<ActionsCsv> {
    return new ActionsCsv(await WholeFile.open(path), options);
  }

  async write({ action, email = '', userId = '', newEmail = '', cells, why }: SyncRow): Promise<void> {
    const texts = new Map(cells.map(({ column, text }) => [column, text]));
    const line = [
      action,
      ...[email, userId, newEmail].map((name) => this.#quoted(escapeFormula(oneLine(name)))),
      ...this.#columns.map((column) => this.#quoted(escapeStart(texts.get(column) ?? ''))),
      this.#quoted(escapeFormula(oneLine(describeSyncReason(why)))),
    ].join(this.#delimiter);
    this.#lines.push(line);
    this.#length += line.length;
    if (this.#length >= CHUNK_LENGTH) await this.#flush();
  }

  async finish(): Promise<void> {
    await this.#flush();
    await this.#file.complete();
    await this.#file.putInPlace();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file[Symbol.asyncDispose]();
  }

  async #flush(): Promise<void> {
    if (this.#lines.length === 0) return;
    const text = `${this.#lines.join('\n')}\n`;
    this.#lines = [];
    this.#length = 0;
    await this.#file.write(text);
  }

  #quoted(text: string): string {
    const isPlain = !/["\r\n]|^\s|\s$/.test(text) && !text.includes(this.#delimiter);
    return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
  }
}

/** A phone number that no spreadsheet runs. */
const NUMBER = /^\+?[\d\s()./-]+$/;

/**
 * A cell as no spreadsheet runs it. Only where it is read again as what it was: what stands in an input is no text for people
 * alone. One that begins with an apostrophe is none that would be run.
 */
function escapeStart(text: string): string {
  if (text.startsWith("'") || NUMBER.test(text) || !escapeFormula(text).startsWith("'")) return text;
  const escaped = `'${text}`;
  return unescapeFormula(escaped) === text ? escaped : text;
}
