import { describe, expect, it } from 'vitest';
import { playRound } from './round.ts';

describe('a run that is killed again and again while everything goes wrong', { timeout: 120_000 }, () => {
  // Seeds with kills, faults in several kinds, and all of --on-exists; `npm run chaos -- --rounds 200` plays more.
  it.concurrent.each([102, 201, 1005])(
    'ends in a report that agrees with the account (round %i)',
    async (seed) => {
      const round = await playRound(seed);
      expect(round.disagreements).toEqual([]);
      expect(round.requests).toBeGreaterThan(0);
    },
  );
});
