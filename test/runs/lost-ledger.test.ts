import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { refuseLostLedger } from '../../src/runs/lost-ledger.ts';
import { complaintOf, folderWith } from '../support/folder.ts';
import { addRun, holdAccount, openLedger } from '../support/ledger-rig.ts';

/** The working folder has a report with these files in it. */
function workWith(report: Readonly<Record<string, string>>): void {
  const before = process.cwd();
  const folder = folderWith();
  mkdirSync(path.join(folder, 'reports', 'r-1'), { recursive: true });
  for (const [name, text] of Object.entries(report)) {
    writeFileSync(path.join(folder, 'reports', 'r-1', name), text);
  }
  process.chdir(folder);
  onTestFinished(() => process.chdir(before));
}

const summary = (outcomes: object) => JSON.stringify({ run_id: 'r-1', outcomes });
const LOG = '{"account":"acme","msg":"the run begins"}';

it.each([
  ['a run that never came to its end', { 'run.log': LOG }],
  ['a run with rows left', { 'run.log': LOG, 'summary.json': summary({ created: 3, not_attempted: 1 }) }],
])('an empty ledger is refused where there is the report of %s', async (_, report) => {
  workWith(report);
  const ledger = await openLedger();
  expect(await complaintOf(() => refuseLostLedger(ledger, '/state'))).toBe(
    'The ledger in /state knows nothing of run r-1, whose report is in reports/r-1: was it deleted, or is another --state <dir> or HOME meant?',
  );
  await addRun(await holdAccount(ledger));
  await refuseLostLedger(ledger, '/state');
});

it.each([
  ['a run that is through', { 'run.log': LOG, 'summary.json': summary({ created: 3, rejected: 1 }) }],
  ['a preview', { 'summary.json': summary({ not_attempted: 4 }) }],
  ['a simulated run', { 'run.log': LOG.replace('acme', 'simulated:r-1') }],
  ['nothing', {}],
  ['something else', { 'run.log': LOG, 'summary.json': 'no' }],
])('an empty ledger may be one where there is the report of %s', async (_, report) => {
  workWith(report);
  await refuseLostLedger(await openLedger(), '/state');
});
