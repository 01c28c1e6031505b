import path from 'node:path';
import type { ResultRow } from '../core/result-row.ts';
import type { Summary } from '../core/summary.ts';
import { OTHER } from '../core/system-errors.ts';
import { faultOf } from '../core/system-failure.ts';
import type { SystemFault } from '../core/system-fault.ts';
import { UsageError } from '../core/usage-error.ts';
import type { CsvStyle } from '../report/csv/csv-style.ts';
import { ResultsCsv } from '../report/csv/results-csv.ts';
import { PAGE, RESULTS, SUMMARY } from '../report/file-names.ts';
import type { PageData } from '../report/html/page-data.ts';
import { type GroupOf, ReportPage } from '../report/html/report-page.ts';
import { openJsonFile } from '../report/json/json-file.ts';
import type { RowsToFix } from '../report/to-fix.ts';
import { removeStale } from '../report/whole-file.ts';
import type { InputAgain } from './input-again.ts';
import { makeFolder } from './make-folder.ts';
import type { OwnParts } from './own-parts.ts';
import { RowsToFixFile } from './rows-to-fix.ts';

type Manner = {
  readonly style: CsvStyle;
  /** To read the rows of the input that a person must correct. */
  readonly again: () => Promise<InputAgain>;
};

/**
 * Where the rows of a report go: into the files of its folder, unless none are wanted, and to who wants to have them. Files
 * that cannot be written are given up, and those of an earlier report are left as they were: the rows still go to the others,
 * and `fault` says why. A page that cannot be written costs nothing but itself: `withoutPage` says why.
 */
export class ReportFiles implements AsyncDisposable {
  readonly #results: OwnParts['results'];
  #folder: string | undefined;
  #csv: ResultsCsv | undefined;
  #page: ReportPage | undefined;
  #withoutPage: SystemFault | undefined;
  #toFix: RowsToFixFile | undefined;
  #fault: SystemFault | undefined;

  private constructor(results: OwnParts['results'], folder: string | undefined) {
    this.#results = results;
    this.#folder = folder;
  }

  /** @param folder undefined when nothing can be written */
  static async open(
    folder: string | undefined,
    { results, files = true }: OwnParts,
    { style, again }: Manner,
  ): Promise<ReportFiles> {
    const opened = new ReportFiles(results, files ? folder : undefined);
    await opened.#try(async (into) => {
      makeFolder(into);
      opened.#csv = await ResultsCsv.open(path.join(into, RESULTS), style);
      opened.#toFix = new RowsToFixFile(path.join(into, 'rows-to-fix.csv'), again);
    });
    await opened.#tryPage(async (into) => {
      opened.#page = await ReportPage.open(path.join(into, PAGE));
    });
    return opened;
  }

  /** Undefined when nothing is written. */
  get folder(): string | undefined {
    return this.#folder;
  }

  /** Why nothing is written that should be. */
  get fault(): SystemFault | undefined {
    return this.#fault;
  }

  /** Why there is no page, though there are the other files. */
  get withoutPage(): SystemFault | undefined {
    return this.#withoutPage;
  }

  /** Once it is finished: where the rows are that a person must correct. */
  get toFix(): Pick<RowsToFix, 'file' | 'why'> {
    return this.#toFix?.told ?? { file: undefined, why: undefined };
  }

  /** @param groups of rows that are alike, in the order of the batch */
  async write(batch: readonly ResultRow[], groups: readonly GroupOf[]): Promise<void> {
    this.#results?.(batch);
    await this.#try(async () => this.#csv?.write(batch));
    await this.#toFix?.write(batch);
    await this.#tryPage(async () => this.#page?.write(batch, groups));
  }

  /** @param describe what the page says of all the rows; asked only when there is one */
  async finish(summary: Summary, describe: () => Omit<PageData, 'rows'>): Promise<void> {
    await this.#try(async (into) => {
      // All or none: nothing but their names is left to be given when the last is on the disk.
      await using file = await openJsonFile(path.join(into, SUMMARY), summary);
      await this.#toFix?.complete();
      await this.#csv?.finish();
      await file.putInPlace();
      await this.#toFix?.putInPlace();
    });
    // After them, since it says which of them there are.
    await this.#tryPage(async () => {
      await this.#page?.complete(describe());
      await this.#page?.putInPlace();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#csv?.[Symbol.asyncDispose]();
    await this.#toFix?.[Symbol.asyncDispose]();
    await this.#page?.[Symbol.asyncDispose]();
  }

  async #tryPage(work: (folder: string) => Promise<void>): Promise<void> {
    const into = this.#folder;
    if (into === undefined || this.#withoutPage) return;
    try {
      await work(into);
    } catch (error) {
      const file = path.join(into, PAGE);
      this.#withoutPage = faultOf(error, 'report', file) ?? otherFault(error, file);
      await this.#page?.[Symbol.asyncDispose]();
      this.#page = undefined;
      // One of an earlier report would contradict the other files.
      await removeStale(file);
    }
  }

  async #try(work: (folder: string) => Promise<void>): Promise<void> {
    const into = this.#folder;
    if (into === undefined) return;
    try {
      await work(into);
    } catch (error) {
      this.#fault = faultOf(error, 'report', into) ?? refusalOf(error, into);
      if (!this.#fault) throw error;
      this.#folder = undefined;
      await this[Symbol.asyncDispose]();
      this.#csv = undefined;
      this.#page = undefined;
      this.#toFix = undefined;
    }
  }
}

/** A folder that is not to be written to, though it could be. */
function refusalOf(error: unknown, path: string): SystemFault | undefined {
  return error instanceof UsageError ? otherFault(error, path) : undefined;
}

function otherFault(error: unknown, path: string): SystemFault {
  const detail = error instanceof Error ? error.message : String(error);
  return { thing: 'report', path, code: OTHER, detail };
}
