import type { RowLedger } from '../../../src/core/ledger.ts';
import type { NewRow, RowState, RunRecord } from '../../../src/core/ledger-records.ts';
import type { ResultRow } from '../../../src/core/result-row.ts';
import type { Task } from '../../../src/core/task.ts';
import { addRun, holdAccount, NEW_ROW } from '../../support/ledger-rig.ts';
import type { OpenLedger } from '../contract.ts';

/** The state of NEW_ROW right after it was put on record. */
export const FRESH: RowState = {
  line: 2,
  action: 'create',
  user: 'a@x.org',
  state: 'pending',
  outcome: undefined,
  reason: undefined,
  created: false,
  awaitsInvitation: false,
  afterLine: undefined,
  userId: '',
  attempts: 0,
  startedAt: undefined,
  zoomAt: undefined,
};

/** What came of NEW_ROW when nothing did. */
export const NOT_REACHED: ResultRow = {
  line: 2,
  action: 'create',
  user: 'a@x.org',
  outcome: 'not_attempted',
  httpStatus: undefined,
  zoomCode: undefined,
  reason: { kind: 'notReached', stop: undefined },
  warnings: [],
  awaitsInvitation: false,
  attempts: 0,
  userId: '',
  trackingId: '',
  startedAt: '',
  finishedAt: '',
};

/** A run on record with these rows. */
export async function makeRows(open: OpenLedger, ...rows: readonly NewRow[]) {
  const ledger = await open();
  const account = await holdAccount(ledger);
  const run = await addRun(account);
  const its: RowLedger = account.rows(run);
  if (rows.length > 0) await its.insert(rows);
  const results = async (of: RunRecord = run) => (await Array.fromAsync(ledger.results(of))).flat();
  return { ledger, account, run, rows: its, results, resultOf: async () => (await results())[0] };
}

/** NEW_ROW on so many lines. */
export function newRows(count: number): NewRow[] {
  return Array.from({ length: count }, (_, index) => ({ ...NEW_ROW, line: index + 2 }));
}

/** What is kept of a row that waits. */
export const KEPT: Task = {
  line: 5,
  action: 'create',
  user: 'a@x.org',
  email: 'a@x.org',
  fields: { dept: 'Sales', phone_numbers: [{ number: '1', country: 'US' }] },
  query: {},
  warnings: [{ message: 'odd' }],
};
