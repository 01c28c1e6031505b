import path from 'node:path';
import type { ResultRow } from '../core/result-row.ts';
import type { Summary } from '../core/summary.ts';
import { ResultsCsv } from '../report/csv/results-csv.ts';
import { writeSummaryJson } from '../report/json/summary-json.ts';
import { makeFolder } from './make-folder.ts';
import type { OwnParts } from './own-parts.ts';

/** Where the rows of a report go: into the files of its folder, unless none are wanted, and to who wants to have them. */
export class ReportFiles implements AsyncDisposable {
  readonly #results: OwnParts['results'];
  readonly #folder: string | undefined;
  readonly #csv: ResultsCsv | undefined;

  private constructor(results: OwnParts['results'], folder: string | undefined, csv: ResultsCsv | undefined) {
    this.#results = results;
    this.#folder = folder;
    this.#csv = csv;
  }

  /**
   * @param folder undefined when nothing can be written
   * @throws {UsageError} when it cannot be made
   */
  static async open(
    folder: string | undefined,
    { results, files = true }: OwnParts = {},
  ): Promise<ReportFiles> {
    if (!files || folder === undefined) return new ReportFiles(results, undefined, undefined);
    makeFolder(folder);
    return new ReportFiles(results, folder, await ResultsCsv.open(path.join(folder, 'results.csv')));
  }

  /** Undefined when nothing is written. */
  get folder(): string | undefined {
    return this.#folder;
  }

  async write(batch: readonly ResultRow[]): Promise<void> {
    this.#results?.(batch);
    await this.#csv?.write(batch);
  }

  async finish(summary: Summary): Promise<void> {
    await this.#csv?.finish();
    if (this.#folder !== undefined) await writeSummaryJson(path.join(this.#folder, 'summary.json'), summary);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#csv?.[Symbol.asyncDispose]();
  }
}
