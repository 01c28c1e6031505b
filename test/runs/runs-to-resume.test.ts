import { expect, it } from 'vitest';
import { runsToResume } from '../../src/runs/runs-to-resume.ts';
import { NEW_ROW, NEW_RUN, openLedger } from '../support/ledger-rig.ts';

/** A ledger with an unfinished run of each of these accounts, the first one the oldest. */
async function ledgerOf(...accounts: readonly string[]) {
  const ledger = await openLedger();
  for (const [index, account] of accounts.entries()) {
    const held = await ledger.hold(account);
    const run = await held?.insertRun({ ...NEW_RUN, id: `${account} ${index + 1}`, digest: String(index) });
    if (run) await held?.rows(run).insert([NEW_ROW]);
    if (run) await held?.beginRun(run);
    await held?.release();
  }
  return ledger;
}

const ACCOUNTS = ['one', 'two', 'one', 'two', 'three'];

it.each<[string | undefined, boolean, string[], number, string[]]>([
  ['one', false, ['one 3'], 3, ['three', 'two']],
  ['two', false, ['two 4'], 3, ['three', 'one']],
  ['two', true, ['two 2', 'two 4'], 3, ['three', 'one']],
  ['four', false, [], 5, ['three', 'two', 'one']],
  ['four', true, [], 5, ['three', 'two', 'one']],
  [undefined, false, ['three 5'], 0, []],
  [undefined, true, ['one 1', 'two 2', 'one 3', 'two 4', 'three 5'], 0, []],
])('with credentials of the account %s (all: %s) takes %j', async (account, all, ids, runs, accounts) => {
  const ledger = await ledgerOf(...ACCOUNTS);
  const maxAgeMs = all ? Number.POSITIVE_INFINITY : undefined;
  const found = await runsToResume(ledger, account, maxAgeMs, Date.now());
  expect({ ids: found.runs.map(({ id }) => id), others: found.others }).toEqual({
    ids,
    others: { runs, accounts },
  });
});
