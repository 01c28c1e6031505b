import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ACTIONS } from '../../src/actions/index.ts';
import { openInput } from '../../src/input/open-input.ts';
import { csvStyle } from '../../src/report/csv/csv-style.ts';
import { runPage } from '../../src/report/html/run-page.ts';
import { againOf } from '../../src/runs/input-again.ts';
import { ReportFiles } from '../../src/runs/report-files.ts';
import { run, summary } from '../support/ended-run.ts';
import { folderWith } from '../support/folder.ts';
import { resultRow } from '../support/result-row.ts';

const FACTS = { account: 'acme', byAction: [], days: [], chart: undefined, version: '1.2.3' };

it.each([['rows-to-fix.csv'], ['rows-to-fix.csv.part']])(
  'a rows-to-fix.csv that fails (%s) costs no other file of the report',
  async (blocked) => {
    const folder = folderWith({ 'in.csv': 'action,email\nupdate,ann@example.com\n' });
    const out = path.join(folder, 'out');
    mkdirSync(path.join(out, blocked, 'x'), { recursive: true });
    const input = await openInput({ source: { path: path.join(folder, 'in.csv') }, actions: ACTIONS });
    const manner = { style: csvStyle('csv', undefined), again: async () => againOf(input) };
    await using files = await ReportFiles.open(out, {}, manner);
    await files.write([resultRow({ action: 'update', outcome: 'rejected' })], [2]);
    await files.finish(summary({}), () => runPage(run(), FACTS));
    await input.close();
    expect(files.fault).toBeUndefined();
    expect(files.toFix).toEqual({ file: undefined, why: expect.stringContaining('rows-to-fix.csv') });
    expect(readdirSync(out).toSorted()).toEqual(
      ['report.html', 'results.csv', blocked, 'summary.json'].toSorted(),
    );
    expect(readFileSync(path.join(out, 'results.csv'), 'utf8')).toContain('rejected');
  },
);

it('a page that fails costs no other file of the report, and an earlier one is gone', async () => {
  const folder = folderWith({ 'in.csv': 'action,email\nupdate,ann@example.com\n', 'report.html': 'earlier' });
  const input = await openInput({ source: { path: path.join(folder, 'in.csv') }, actions: ACTIONS });
  const manner = { style: csvStyle('csv', undefined), again: async () => againOf(input) };
  await using files = await ReportFiles.open(folder, {}, manner);
  await files.write([resultRow()], [undefined]);
  await files.finish(summary({}), () => {
    throw new Error('no page today');
  });
  await input.close();
  expect([files.fault, files.folder]).toEqual([undefined, folder]);
  expect(files.withoutPage).toMatchObject({ thing: 'report', path: path.join(folder, 'report.html') });
  expect(readdirSync(folder).toSorted()).toEqual(['in.csv', 'results.csv', 'summary.json']);
});
