import { describe, expect, it } from 'vitest';
import type { RowCounts, RunRecord } from '../../src/core/ledger-records.ts';
import { NO_COUNTS } from '../../src/core/run-counts.ts';
import { chooseRuns } from '../../src/runs/choose-runs.ts';
import type { CountedRun } from '../../src/runs/open-runs.ts';
import { NEW_RUN } from '../support/ledger-rig.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW = 100 * DAY_MS;
const NONE = { rows: 9, invalid: 0, open: 0, deferred: 0, awaitingInvitation: 0, reportedDeferred: 0 };
const OPEN = { open: 3 };
const WAITS = { awaitingInvitation: 2 };

type Given = Partial<Omit<RunRecord, 'counts'>> & {
  readonly counts?: Partial<RowCounts>;
  readonly ageDays?: number;
};

/** The first one the oldest. */
function overviews(given: readonly Given[]): CountedRun[] {
  return given
    .map(({ counts, ageDays = 0, ...changes }, index) => ({
      record: {
        ...NEW_RUN,
        id: `r${index + 1}`,
        account: 'acme',
        number: index + 1,
        status: 'stopped' as const,
        stop: undefined,
        digest: `d${index + 1}`,
        startedAt: NOW - ageDays * DAY_MS,
        finishedAt: undefined,
        seenAt: undefined,
        activeMs: 0,
        counts: NO_COUNTS,
        resumeAfter: undefined,
        ...changes,
      },
      counts: { ...NONE, ...counts },
    }))
    .reverse();
}

function choose(given: readonly Given[], maxAgeDays = 7) {
  const { chosen, overtaken } = chooseRuns(overviews(given), maxAgeDays * DAY_MS, NOW);
  return {
    chosen: chosen.map(({ record, waitingOnly }) => `${record.id}${waitingOnly ? ' waiting' : ''}`),
    overtaken: overtaken.map(({ id, why }) => `${id} ${why.kind}${'by' in why ? ` ${why.by}` : ''}`),
  };
}

const settings = (dept: string) => JSON.stringify({ makeup: { default: dept } });

describe('the runs that are gone on with', () => {
  it.each<[string, readonly Given[], string[], string[]]>([
    ['those with something left, oldest first', [{ counts: OPEN }, {}, { counts: WAITS }], ['r1', 'r3'], []],
    [
      'not one whose rows a later run took on, whatever came of it',
      [{ digest: 'd', counts: OPEN }, { digest: 'd', counts: OPEN }, { digest: 'd' }],
      [],
      ['r1 superseded r3', 'r2 superseded r3'],
    ],
    [
      'the later of two twins that both have rows left',
      [
        { digest: 'd', counts: OPEN },
        { digest: 'd', counts: { deferred: 1 } },
      ],
      ['r2'],
      ['r1 superseded r2'],
    ],
    [
      'of an older twin what waits for an invitation',
      [{ digest: 'd', counts: { ...OPEN, ...WAITS } }, { digest: 'd' }],
      ['r1 waiting'],
      ['r1 superseded r2'],
    ],
    [
      'one that only waits for an invitation, whatever began later',
      [{ digest: 'd', counts: WAITS }, { digest: 'd' }],
      ['r1'],
      [],
    ],
    [
      'not left out for a later run of another file',
      [{ digest: 'd', counts: OPEN }, { digest: 'e' }],
      ['r1'],
      [],
    ],
    [
      'not left out for a later run of another account',
      [
        { digest: 'd', counts: OPEN },
        { digest: 'd', account: 'other' },
      ],
      ['r1'],
      [],
    ],
    [
      'not left out for a later run that died while it was checking',
      [
        { digest: 'd', counts: OPEN },
        { digest: 'd', status: 'checking' },
      ],
      ['r1'],
      ['r2 unbegun'],
    ],
    [
      'not left out for a later run that made up its rows in another way',
      [
        { digest: 'd', settings: settings('a'), counts: OPEN },
        { digest: 'd', settings: settings('b') },
      ],
      ['r1'],
      [],
    ],
    ['those touched within the age', [{ ageDays: 6.9, counts: OPEN }], ['r1'], []],
    ['not those touched by nobody for longer', [{ ageDays: 7.1, counts: OPEN }], [], ['r1 old']],
    [
      'those of before that somebody went on with since',
      [{ ageDays: 20, finishedAt: NOW - DAY_MS, counts: OPEN }],
      ['r1'],
      [],
    ],
    ['those that only wait for an invitation, for 30 days', [{ ageDays: 29, counts: WAITS }], ['r1'], []],
    ['not those whose invitations have run out', [{ ageDays: 31, counts: WAITS }], [], ['r1 old']],
    [
      'of an older run what waits for an invitation, for 30 days',
      [
        { ageDays: 8, counts: { ...OPEN, ...WAITS } },
        { ageDays: 31, counts: { ...OPEN, ...WAITS } },
      ],
      ['r1 waiting'],
      ['r1 old', 'r2 old'],
    ],
    ['not one that was simulated', [{ account: 'simulated:r1', counts: OPEN }], [], []],
    ['not one that died long ago while it was checking', [{ ageDays: 8, status: 'checking' }], [], []],
  ])('are %s', (_what, given, chosen, overtaken) => {
    expect(choose(given)).toEqual({ chosen, overtaken });
  });

  it('may be older when somebody says so', () => {
    expect(
      choose(
        [
          { ageDays: 40, counts: WAITS },
          { ageDays: 40, counts: OPEN },
        ],
        41,
      ),
    ).toEqual({
      chosen: ['r1', 'r2'],
      overtaken: [],
    });
  });
});
