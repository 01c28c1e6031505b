import { describe, expect, it } from 'vitest';
import type { Timeline } from '../../../src/core/timeline.ts';
import { AT, addRun, holdAccount } from '../../support/ledger-rig.ts';
import type { OpenLedger } from '../contract.ts';

const FIRST: Timeline = {
  startedAt: AT,
  step: 1,
  points: { light: [[0, 20, 1, 20, 30]], medium: [[4, 2, 0, 20, 20]] },
  marks: [{ kind: 'pause', label: 'light', from: 100, to: 1_000 }],
};
const SECOND: Timeline = { startedAt: AT + 60_000, step: 2, points: {}, marks: [] };

export function describeTimelines(open: OpenLedger): void {
  describe('what the sessions of a run sent over time', () => {
    it('is on record as it was kept last of each, the first first', async () => {
      const ledger = await open();
      const account = await holdAccount(ledger);
      const [run, other] = [await addRun(account), await addRun(account, { id: 'other' })];
      await account.recordTimeline(run, SECOND);
      await account.recordTimeline(run, { ...FIRST, points: {} });
      await account.recordTimeline(run, FIRST);
      expect(await ledger.timelines(run)).toEqual([FIRST, SECOND]);
      expect(await ledger.timelines(other)).toEqual([]);
    });

    it('goes with the run', async () => {
      const ledger = await open();
      const account = await holdAccount(ledger);
      const run = await addRun(account);
      await account.recordTimeline(run, FIRST);
      await account.deleteRun(run);
      expect(await ledger.timelines(run)).toEqual([]);
      // Nor does it come back with one that has its number.
      expect(await ledger.timelines(await addRun(account, { id: 'next' }))).toEqual([]);
    });
  });
}
