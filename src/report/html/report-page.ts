import type { ResultRow } from '../../core/result-row.ts';
import { wentThrough } from '../../core/vocabulary.ts';
import { BufferedFile } from '../buffered-file.ts';
import type { PageData } from './page-data.ts';
import { pageParts } from './page-parts.ts';
import { pageRow } from './page-row.ts';
import { TAKES_AWAY } from './preview-page.ts';
import { scriptJson } from './script-json.ts';
import { staticPage } from './static-page.ts';

/** Rows that a browser opens in a moment. */
const MOST_ROWS = 100_000;

/** Of rows that are alike, by which the page shows them together; undefined where a row is of no group. */
export type GroupOf = number | string | undefined;

/**
 * Writes report.html: rows in the order given, so that memory does not grow with them, and what is told of all of them in the
 * end. All that did not go through are in it, and as many others as fit. It is there once it is put in its place, as a whole.
 */
export class ReportPage {
  readonly #file: BufferedFile;
  #all = 0;
  #shown = 0;
  #failed = 0;

  private constructor(file: BufferedFile) {
    this.#file = file;
  }

  /** @throws whatever the file system throws; so do the other methods */
  static async open(path: string): Promise<ReportPage> {
    const { policy, styles } = pageParts();
    const page = new ReportPage(await BufferedFile.open(path));
    page.#file.add(staticPage.head(policy, styles));
    return page;
  }

  /** @param groups of the rows, in their order */
  async write(batch: readonly ResultRow[], groups: readonly GroupOf[]): Promise<void> {
    for (const [at, row] of batch.entries()) {
      this.#all += 1;
      if (!this.#hasRoom(row)) continue;
      this.#shown += 1;
      this.#file.add(
        `${this.#shown === 1 ? '' : ','}\n${scriptJson(pageRow(row, String(groups[at] ?? '')))}`,
      );
      if (this.#file.isFull) await this.#file.flush();
    }
  }

  /** All but its name. */
  async complete(data: Omit<PageData, 'rows'>): Promise<void> {
    const rows = { all: this.#all, shown: this.#shown };
    this.#file.add(staticPage.end({ ...data, rows }, pageParts().scripts));
    await this.#file.complete();
  }

  async putInPlace(): Promise<void> {
    await this.#file.putInPlace();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file[Symbol.asyncDispose]();
  }

  /** What did not go through comes even when the others have taken all the room; nobody opens a page with a million rows. */
  #hasRoom(row: ResultRow): boolean {
    if (isOther(row)) return this.#shown < MOST_ROWS;
    this.#failed += 1;
    return this.#failed <= MOST_ROWS;
  }
}

/** Rows that nobody needs to look at; in a preview those that would go through and take nothing away. */
function isOther({ outcome, reason }: ResultRow): boolean {
  if (reason?.kind === 'preview') return true;
  if (reason?.kind !== 'foreseen') return wentThrough(outcome);
  return wentThrough(reason.outcome) && !TAKES_AWAY.includes(reason.what);
}
