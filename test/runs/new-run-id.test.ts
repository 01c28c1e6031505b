import { expect, it } from 'vitest';
import { newRunId, unusedRunId } from '../../src/runs/new-run-id.ts';
import { holdAccount, NEW_RUN, openLedger } from '../support/ledger-rig.ts';

it('a run’s id tells its moment in UTC, sorts by it, and differs from others of the same second', () => {
  const at = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
  expect(newRunId(at)).toMatch(/^20260102-030405-[0-9a-f]{4}$/);
  const ids = Array.from({ length: 40 }, () => newRunId(at));
  expect(new Set(ids).size).toBeGreaterThan(30);
  const later = [at, at + 1_000, at + 86_400_000, at + 400 * 86_400_000].map(newRunId);
  expect(later.toSorted()).toEqual(later);
});

it('a run’s id is no other run’s, also of one that began in the same second before the clock was set back', async () => {
  const ledger = await openLedger();
  const held = await holdAccount(ledger);
  await held.insertRun({ ...NEW_RUN, id: 'taken' });
  const made = ['taken', 'taken', 'free'];
  expect(await unusedRunId(ledger, 0, () => made.shift() ?? '')).toBe('free');
});
