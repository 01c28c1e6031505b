import { describe, expect, it } from 'vitest';
import { makePlan, type PlannedSession } from './plan.ts';
import { playRound } from './round.ts';

/** Of few rows, with faults in several kinds, and havoc of every kind; `npm run chaos -- --rounds 200` plays more. */
const SEEDS = [222, 935, 2174];

const KINDS = ['kill', 'clock', 'fullDisk', 'outage', 'inputChange', 'damage'] as const;

describe('a run that is killed again and again while everything goes wrong', { timeout: 240_000 }, () => {
  it.concurrent.each(SEEDS)('ends in a report that agrees with the account (round %i)', async (seed) => {
    const round = await playRound(seed);
    expect(round.disagreements).toEqual([]);
    expect(round.requests).toBeGreaterThan(0);
  });

  it.each(KINDS)('has havoc of every kind: %s', (kind) => {
    const sessions: readonly PlannedSession[] = SEEDS.flatMap((seed) => makePlan(seed).sessions);
    expect(sessions.some((session) => session[kind] !== undefined)).toBe(true);
  });
});
