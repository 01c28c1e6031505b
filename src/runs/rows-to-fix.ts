import type { ResultRow } from '../core/result-row.ts';
import { asFailure } from '../core/system-failure.ts';
import type { ActionName } from '../core/vocabulary.ts';
import type { RowInFile, RowsInFile } from '../input/rows-in-file.ts';
import { RowsToFixCsv } from '../report/csv/rows-to-fix-csv.ts';
import { describeMessage } from '../report/describe-reason.ts';
import { isToFix, type RowsToFix, wrongColumns } from '../report/to-fix.ts';
import { removeFile } from '../support/files/remove-file.ts';
import { type InputAgain, withoutStop } from './input-again.ts';

type Opened = { readonly rows: RowsInFile; readonly csv: RowsToFixCsv; close(): Promise<void> };

/**
 * Writes the rows of a report that a person must correct, while the report is written: the input is read beside it, so that
 * memory does not grow with either. What fails here costs this file alone, and `told` says why.
 */
export class RowsToFixFile implements AsyncDisposable {
  readonly #path: string;
  readonly #again: () => Promise<InputAgain>;
  #opened: Opened | undefined;
  #isInPlace = false;
  #why: string | undefined;

  /** @param again is asked for the input once, when the first row needs it */
  constructor(path: string, again: () => Promise<InputAgain>) {
    this.#path = path;
    this.#again = again;
  }

  /** Once the report is written. */
  get told(): Pick<RowsToFix, 'file' | 'why'> {
    return { file: this.#isInPlace ? this.#path : undefined, why: this.#why };
  }

  /** @param batch rows of the report, in the order of the file */
  async write(batch: readonly ResultRow[]): Promise<void> {
    for (const row of batch) {
      if (isToFix(row)) await this.#try(() => this.#writeRow(row));
    }
  }

  /** On disk, and in need of nothing but its name. */
  async complete(): Promise<void> {
    await this.#try(async () => this.#opened?.csv.complete());
  }

  /** It is there under its name; one of an earlier report is not any more, when there is none now. */
  async putInPlace(): Promise<void> {
    await this.#try(async () => {
      await this.#opened?.csv.putInPlace();
      this.#isInPlace = this.#opened !== undefined;
    });
    if (this.#isInPlace) return;
    await removeFile(this.#path).catch((error) => {
      this.#why ??= this.#describe(error);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#opened?.rows[Symbol.asyncDispose]();
    await this.#opened?.csv[Symbol.asyncDispose]();
    await this.#opened?.close();
    this.#opened = undefined;
  }

  async #writeRow(row: ResultRow): Promise<void> {
    this.#opened ??= await this.#open();
    if (!this.#opened) return;
    const { rows, csv } = this.#opened;
    const found = await rows.find(row.line, {
      action: row.action as ActionName | '',
      wrong: wrongColumns(row),
    });
    if (!found) throw new Error(`the input has no row on line ${row.line} any more`);
    await csv.write(`${describeMessage(row)}${describeEmptied(found, row.line)}`, row.line, found.text);
  }

  async #open(): Promise<Opened | undefined> {
    const again = await this.#again();
    if ('why' in again) {
      this.#why = again.why;
      return undefined;
    }
    const { rows, close } = again;
    try {
      return { rows, csv: await RowsToFixCsv.open(this.#path, await rows.start()), close };
    } catch (error) {
      await rows[Symbol.asyncDispose]();
      await close();
      throw error;
    }
  }

  #describe(error: unknown): string {
    const told = asFailure(error, 'report', this.#path);
    return withoutStop(told instanceof Error ? told.message : String(told));
  }

  /** Whatever fails, the rest of the report is worth more. */
  async #try(work: () => Promise<void>): Promise<void> {
    if (this.#why !== undefined) return;
    try {
      await work();
    } catch (error) {
      this.#why = this.#describe(error);
      await this[Symbol.asyncDispose]();
    }
  }
}

/** What a person must know of cells that are not here. */
function describeEmptied({ emptied, isLeftOut }: RowInFile, line: number): string {
  if (isLeftOut) {
    return `; its cells are empty here, since a password may stand in any of them: line ${line} of the input has them`;
  }
  return emptied.length === 0
    ? ''
    : `; empty here, so that no password is copied: ${emptied.join(', ')}: fill in again what line ${line} of the input has`;
}
