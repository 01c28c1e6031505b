import type { SyncRow } from '../../core/sync.ts';
import { escapeFormula, unescapeFormula } from '../../support/formula-escape.ts';
import { oneLine } from '../../support/visible.ts';
import { BufferedFile } from '../buffered-file.ts';
import { describeSyncReason } from '../describe-sync-reason.ts';
import { quoted } from './csv-cell.ts';

type ActionsCsvOptions = {
  /** Of the roster, by their one names. */
  readonly columns: readonly string[];
  /** That of the roster: so what it has in its cells is read again as it was read there. */
  readonly delimiter: string;
};

/**
 * Writes actions.csv: the rows that make an account as a roster says, which is an input like any other. It is there once it is
 * finished, as a whole.
 */
export class ActionsCsv implements AsyncDisposable {
  readonly #file: BufferedFile;
  readonly #columns: readonly string[];
  readonly #delimiter: string;

  private constructor(file: BufferedFile, { columns, delimiter }: ActionsCsvOptions) {
    this.#file = file;
    this.#columns = columns;
    this.#delimiter = delimiter;
    const header = ['action', 'email', 'user_id', 'new_email', ...columns, 'reason'];
    this.#add(header);
  }

  /** @throws whatever the file system throws; so do the other methods */
  static async open(path: string, options: ActionsCsvOptions): Promise<ActionsCsv> {
    return new ActionsCsv(await BufferedFile.open(path), options);
  }

  async write({ action, email = '', userId = '', newEmail = '', cells, why }: SyncRow): Promise<void> {
    const texts = new Map(cells.map(({ column, text }) => [column, text]));
    this.#add([
      action,
      ...[email, userId, newEmail].map((name) => escapeFormula(oneLine(name))),
      ...this.#columns.map((column) => escapeStart(texts.get(column) ?? '')),
      escapeFormula(oneLine(describeSyncReason(why))),
    ]);
    if (this.#file.isFull) await this.#file.flush();
  }

  async finish(): Promise<void> {
    await this.#file.complete();
    await this.#file.putInPlace();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file[Symbol.asyncDispose]();
  }

  #add(cells: readonly string[]): void {
    this.#file.add(`${cells.map((cell) => quoted(cell, this.#delimiter)).join(this.#delimiter)}\n`);
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
