import { describe, expect, it } from 'vitest';
import type { Notice } from '../../src/core/notice.ts';
import type { StopReason } from '../../src/core/stop-reason.ts';
import { OUTCOME_NAMES } from '../../src/core/vocabulary.ts';
import { describeNotice } from '../../src/report/describe-notice.ts';
import { describeStop } from '../../src/report/describe-stop.ts';
import { describeDamagedRuns } from '../../src/report/terminal/describe-damaged-runs.ts';
import { describeLive } from '../../src/report/terminal/describe-live.ts';
import { describePace } from '../../src/report/terminal/describe-pace.ts';
import { describeQuotaDays } from '../../src/report/terminal/describe-quota-days.ts';
import { nextSteps } from '../../src/report/terminal/next-steps.ts';
import { describeRun } from '../../src/report/terminal/show-run.ts';
import { run, summary } from '../support/ended-run.ts';

/** What one of a thing is never called. */
const WRONG = [
  /\b1 (?!of\b|for\b)(?:[a-z]+ ){0,2}(?:rows|users|calls|creates|requests|days|runs|updates|columns)\b/,
  /\b(?:the|all) 1\b(?!,)/,
  /\b(?:[02-9]|\d\d+) (?:row|user|call|create|request|day|run|update|column)\b(?! rows)/,
  /\b1 (?:row|create|user) (?:are|have|fit|need|name)\b/,
  /\b(?:0|2) (?:rows|creates|users) (?:is|has|fits|needs|names)\b(?! damaged)/,
  /all 2 rows/,
  /Zoom refused [^.]*Zoom refused/,
];

const NO = { message: 'Zoom refused the sign-in: Invalid client_id (HTTP 401)' };

function stops(count: number): StopReason[] {
  return [
    { kind: 'signInRefused', ...NO },
    { kind: 'signInFailed', message: 'signing in at Zoom failed: HTTP 502' },
    { kind: 'breaker', rows: count, message: 'No.' },
    { kind: 'breaker', rows: count, action: 'update', message: 'No.' },
    { kind: 'heldBack', rows: count, action: 'create', licence: { type: '2' }, message: 'No.' },
    { kind: 'inputChanged', rows: count, firstLines: [2] },
  ];
}

function notices(count: number): Notice[] {
  return [
    { kind: 'damagedRows', count },
    { kind: 'asksAboutUsers', users: count, seconds: 5 },
    { kind: 'protectsNobody', patterns: ['*@example.com'], byIdAlone: count },
    { kind: 'noPartOfRun', corrected: count, added: count },
    {
      kind: 'rowsLeftBehind',
      runId: 'r1',
      problem: 'No.',
      needsOldFile: true,
      count,
      firstLines: [2],
      kept: count,
      unchanged: count,
    },
  ];
}

function texts(count: number): string[] {
  const all = OUTCOME_NAMES.map((outcome) =>
    describeRun(run({ summary: summary({ rows: count, outcomes: { [outcome]: count } }) })),
  );
  const left = run({
    summary: summary({ outcomes: { exists: count, not_attempted: count, failed: count, unknown: count } }),
    deferred: count,
    toCorrect: count,
    leftOut: { toCorrect: count, open: count },
    awaitingInvitation: count,
  });
  const label = { calls: count, limit: 80, sendingMs: 60_000, slowedMs: 0, pausedMs: 0 };
  const live = {
    account: 'acme',
    users: { active: count, inactive: count, pending: count },
    groups: [],
    refused: 0,
    seats: { taken: count * 2, freed: count, now: count },
    notCompared: false,
    planFile: undefined,
  };
  return [
    ...all,
    ...nextSteps(left),
    ...stops(count).map(describeStop),
    ...notices(count).map(describeNotice),
    ...describeLive(live, 100),
    ...describeQuotaDays([{ date: '2026-03-11', creates: count }], 100),
    describePace({ light: label, medium: label }),
    describeDamagedRuns(Array.from({ length: Math.max(count, 1) }, (_, at) => ({ id: `r${at}` }))),
  ];
}

describe.each([0, 1, 2, 1_234])('with %d of each', (count) => {
  it.each(texts(count).map((text) => [text]))('it is good English: %s', (text) => {
    for (const wrong of WRONG) expect(text).not.toMatch(wrong);
  });
});

it.each([
  [{ created: 1 }, 1, 'Done: the row went through.'],
  [{ failed: 1 }, 1, 'Done: the row did not go through.'],
  [{ created: 2 }, 2, 'Done: both rows went through.'],
  [{ created: 1, failed: 1 }, 2, 'Done: 1 of 2 rows went through.'],
  [{ created: 1_234 }, 1_234, 'Done: all 1,234 rows went through.'],
] as const)('%j of %d rows', (outcomes, rows, says) => {
  expect(describeRun(run({ summary: summary({ rows, outcomes }) })).split('\n')[0]).toBe(says);
});

it('one create fits into a day', () => {
  const days = [{ date: '2026-03-11', creates: 1 }];
  expect(describeQuotaDays(days, 100)).toEqual([
    'Create quota: the create fits into one UTC day (2026-03-11).',
  ]);
});
