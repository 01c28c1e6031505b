import { expect, it } from 'vitest';
import { describeClockDoubt } from '../../src/cli/describe-clock-doubt.ts';
import { doubtClock } from '../../src/runs/doubt-clock.ts';
import { holdAccount, NEW_RUN, openLedger } from '../support/ledger-rig.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 26);
const YEARS = 3 * 365;

it.each<[string, number[], string | undefined]>([
  ['nothing is on record', [], undefined],
  ['the newest run is of today', [-400, -1, 0], undefined],
  ['runs are a year apart', [-730, -365], undefined],
  ['a run is of tomorrow', [-400, 1, -1], 'behind'],
  ['nothing is on record of the last years', [-YEARS - 1, -YEARS], 'farAhead'],
  ['only the last run is of these years', [-YEARS - 1, -YEARS, 0], 'farAhead'],
])('a clock is doubted or not when %s', async (_what, days, expected) => {
  const ledger = await openLedger();
  const held = await holdAccount(ledger);
  for (const day of days) {
    await held.insertRun({ ...NEW_RUN, id: `r${day}`, startedAt: NOW + day * DAY_MS });
  }
  expect((await doubtClock(ledger, NOW))?.kind).toBe(expected);
});

it('who doubts a clock says what it shows, what is on record, and what to do', () => {
  const advice =
    'Set it right, or say with --yes that it is; `zoom-provision runs --forget <run-id>` forgets a single run.';
  const before = NOW - DAY_MS;
  expect(describeClockDoubt({ kind: 'behind', before, after: before }, NOW)).toBe(
    "Nothing was forgotten, since this computer's clock may be wrong, or was: it says 2026-11-26 00:00 UTC, " +
      `but a run on record goes to 2026-11-25 00:00 UTC. ${advice}`,
  );
  expect(describeClockDoubt({ kind: 'farAhead', before, after: NOW }, NOW)).toBe(
    "Nothing was forgotten, since this computer's clock may be wrong, or was: it says 2026-11-26 00:00 UTC, " +
      `and nothing is on record between 2026-11-25 00:00 UTC and 2026-11-26 00:00 UTC. ${advice}`,
  );
});
