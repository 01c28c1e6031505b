import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/core/vocabulary.ts';
import { AT, addRun, finishedRow, holdAccount, NEW_ROW } from '../../support/ledger-rig.ts';
import type { OpenLedger } from '../contract.ts';
import { KEPT, makeRows, newRows } from './sample-rows.ts';

const WAITS = finishedRow({ awaitsInvitation: true, kept: KEPT });
const WAITING = { line: 2, user: 'a@x.org', kept: KEPT };
const FORGOTTEN = { ...WAITING, kept: undefined };
const DAY_MS = 24 * 60 * 60 * 1000;

export function describeKept(open: OpenLedger): void {
  describe('what waits for an invitation', () => {
    it('is kept with its row, until the row has a last word without it', async () => {
      const { rows } = await makeRows(open, NEW_ROW);
      expect(await rows.waitingAfter(0, 9)).toEqual([]);
      await rows.finish(WAITS);
      expect(await rows.waitingAfter(0, 9)).toEqual([WAITING]);
      await rows.start(2, 3, AT);
      expect(await rows.waitingAfter(0, 9)).toEqual([WAITING]);
      await rows.finish({ ...WAITS, kept: { ...KEPT, fields: {} } });
      expect(await rows.waitingAfter(0, 9)).toEqual([{ ...WAITING, kept: { ...KEPT, fields: {} } }]);
      await rows.finish({ ...WAITS, kept: undefined });
      expect(await rows.waitingAfter(0, 9)).toEqual([FORGOTTEN]);
      await rows.finish(finishedRow());
      expect(await rows.waitingAfter(0, 9)).toEqual([]);
    });

    it('is found in the order of the file, some at a time', async () => {
      const { rows } = await makeRows(open, ...newRows(5));
      for (const line of [6, 3, 5]) await rows.finish({ ...WAITS, line });
      const linesAfter = async (line: number, count: number) =>
        (await rows.waitingAfter(line, count)).map((row) => row.line);
      expect(await linesAfter(0, 2)).toEqual([3, 5]);
      expect(await linesAfter(5, 2)).toEqual([6]);
      expect(await linesAfter(6, 2)).toEqual([]);
    });

    it('is forgotten for good when it is older than a moment, in all runs of the account and no other', async () => {
      const { ledger, account, rows } = await makeRows(open, ...newRows(2));
      const other = await holdAccount(ledger, 'other');
      const others = other.rows(await addRun(other, { id: 'of another' }));
      await others.insert([NEW_ROW]);
      await others.finish(WAITS);
      await rows.finish(WAITS);
      await rows.finish({ ...WAITS, line: 3, finishedAt: AT + DAY_MS });
      await account.forgetKept(AT + DAY_MS);
      expect(await rows.waitingAfter(0, 9)).toEqual([FORGOTTEN, { ...WAITING, line: 3 }]);
      expect(await others.waitingAfter(0, 9)).toEqual([WAITING]);
      await rows.finish({ ...WAITS, finishedAt: AT + DAY_MS });
      expect(await rows.waitingAfter(0, 9)).toEqual([FORGOTTEN, { ...WAITING, line: 3 }]);
    });

    it('is as old as when it was kept first, however often the row was looked at since', async () => {
      const { account, rows } = await makeRows(open, NEW_ROW);
      await rows.finish(WAITS);
      await rows.finish({ ...WAITS, finishedAt: AT + DAY_MS });
      await account.forgetKept(AT + DAY_MS);
      expect(await rows.waitingAfter(0, 9)).toEqual([FORGOTTEN]);
    });

    it('goes with its run', async () => {
      const { account, run, rows } = await makeRows(open, NEW_ROW);
      await rows.finish(WAITS);
      await account.deleteRun(run);
      expect(await rows.waitingAfter(0, 9)).toEqual([]);
    });
  });

  describe('the first lines that are left', () => {
    it('are those of rows that are open or deferred for a quota', async () => {
      const { rows } = await makeRows(open, ...newRows(7));
      const outcomes: readonly Outcome[] = [
        'created',
        'deferred',
        'rejected',
        'failed',
        'skipped',
        'unknown',
      ];
      for (const [index, outcome] of outcomes.entries()) {
        await rows.finish(finishedRow({ line: index + 2, outcome }));
      }
      expect(await rows.firstLeft(9)).toEqual([3, 5, 7, 8]);
      expect(await rows.firstLeft(2)).toEqual([3, 5]);
      await rows.finish({ ...WAITS, line: 3, outcome: 'deferred' });
      expect(await rows.firstLeft(2)).toEqual([5, 7]);
    });
  });
}
