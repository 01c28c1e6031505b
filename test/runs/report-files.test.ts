import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ACTIONS } from '../../src/actions/index.ts';
import { openInput } from '../../src/input/open-input.ts';
import { csvStyle } from '../../src/report/csv/csv-style.ts';
import { againOf } from '../../src/runs/input-again.ts';
import { ReportFiles } from '../../src/runs/report-files.ts';
import { summary } from '../support/ended-run.ts';
import { folderWith } from '../support/folder.ts';
import { resultRow } from '../support/result-row.ts';

it.each([['rows-to-fix.csv'], ['rows-to-fix.csv.part']])(
  'a rows-to-fix.csv that fails (%s) costs no other file of the report',
  async (blocked) => {
    const folder = folderWith({ 'in.csv': 'action,email\nupdate,ann@example.com\n' });
    const out = path.join(folder, 'out');
    mkdirSync(path.join(out, blocked, 'x'), { recursive: true });
    const input = await openInput({ source: { path: path.join(folder, 'in.csv') }, actions: ACTIONS });
    const manner = { style: csvStyle('csv', undefined), again: async () => againOf(input) };
    await using files = await ReportFiles.open(out, {}, manner);
    await files.write([resultRow({ action: 'update', outcome: 'rejected' })]);
    await files.finish(summary({}));
    await input.close();
    expect(files.fault).toBeUndefined();
    expect(files.toFix).toEqual({ file: undefined, why: expect.stringContaining('rows-to-fix.csv') });
    expect(readdirSync(out).toSorted()).toEqual(['results.csv', blocked, 'summary.json'].toSorted());
    expect(readFileSync(path.join(out, 'results.csv'), 'utf8')).toContain('rejected');
  },
);
