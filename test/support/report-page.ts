import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ResultRow } from '../../src/core/result-row.ts';
import type { PageData, PageRow } from '../../src/report/html/page-data.ts';
import { type GroupOf, ReportPage } from '../../src/report/html/report-page.ts';
import { type RunFacts, runPage } from '../../src/report/html/run-page.ts';
import { RowTally } from '../../src/report/row-tally.ts';
import type { EndedRun } from '../../src/report/run-report.ts';
import { run, summary } from './ended-run.ts';
import { folderWith } from './folder.ts';

/** Of a page all that a test may want to say otherwise. */
export type PageOf = {
  readonly rows: readonly ResultRow[];
  readonly groups?: readonly GroupOf[];
  readonly run?: Partial<EndedRun>;
  readonly facts?: Partial<RunFacts>;
  /** How often the rows come, with other lines. */
  readonly times?: number;
};

/** The file of a page with such rows, in a folder of its own. */
export async function pageOf({ rows, groups, run: told, facts, times = 1 }: PageOf): Promise<string> {
  const file = path.join(folderWith(), 'report.html');
  const tally = new RowTally();
  await using page = await ReportPage.open(file);
  for (let time = 0; time < times; time++) {
    const batch = rows.map((row) => ({ ...row, line: row.line + time * rows.length }));
    const known = tally.add(batch);
    await page.write(batch, groups ?? known);
  }
  const { reasons, outcomes, byAction } = tally;
  const told_ = run({ reasons, summary: summary({ rows: tally.rows, outcomes }), ...told });
  await page.complete(
    runPage(told_, { account: 'acme', byAction, days: [], chart: undefined, version: '1.2.3', ...facts }),
  );
  await page.putInPlace();
  return file;
}

/** What stands in a page: its text, and the JSON of its two elements. */
export function readPage(file: string): {
  readonly html: string;
  readonly rows: readonly PageRow[];
  readonly data: PageData;
} {
  const html = readFileSync(file, 'utf8');
  return { html, rows: jsonOf(html, 'rows'), data: jsonOf(html, 'report') };
}

/** As a browser takes it: up to the first end of a script. */
function jsonOf<T>(html: string, id: string): T {
  const [, text = ''] = html.split(`<script type="application/json" id="${id}">`);
  return JSON.parse(text.slice(0, text.indexOf('</script>')));
}
