import { expect, it } from 'vitest';
import { describeLoss, describePruned } from '../../src/report/terminal/describe-forgotten.ts';
import { describeRuns, type ListedRun } from '../../src/report/terminal/describe-runs.ts';

const NOW = Date.parse('2026-03-12T12:00:00Z');
const UNDER_WAY = { pid: 4711, host: 'hr-server', since: '2026-03-12T11:00:00.000Z' };

function listed(id: string, given: Partial<ListedRun> = {}): ListedRun {
  return {
    id,
    status: 'completed',
    account: 'acme',
    input: '/hr/people.csv',
    plan: 'pro',
    started_at: '2026-03-12T10:00:00.000Z',
    last_seen_at: '2026-03-12T10:30:00.000Z',
    rows: 1_200,
    not_sent: 0,
    deferred: 0,
    held_back: 0,
    invalid: 0,
    simulated: false,
    under_way: null,
    continue_with: null,
    ...given,
  };
}

it('lists runs with account and what is left, and below how to go on', () => {
  const runs = [
    listed('r4', {
      status: 'deferred',
      deferred: 300,
      held_back: 2,
      continue_with: 'zoom-provision resume r4',
    }),
    listed('r2', {
      status: 'deferred',
      account: 'simulated:r2',
      deferred: 300,
      not_sent: 3,
      simulated: true,
    }),
    listed('r1', { account: 'other' }),
  ];
  expect(describeRuns(runs, NOW).split('\n')).toEqual([
    'run  account    state      age   rows  left                            input',
    'r4   acme       deferred   2 h  1,200  300 deferred, 2 until accepted  /hr/people.csv',
    'r2   simulated  deferred   2 h  1,200  simulated                       /hr/people.csv',
    'r1   other      completed  2 h  1,200  nothing                         /hr/people.csv',
    '',
    'To go on with what is left:',
    '  zoom-provision resume r4',
  ]);
});

it('tells a run that is under way from one that crashed, and says how far they are', () => {
  const runs = [
    listed('r5', { status: 'checking', not_sent: 1_200, under_way: UNDER_WAY }),
    listed('r4', { status: 'running', not_sent: 10, under_way: UNDER_WAY }),
    listed('r3', { status: 'crashed', not_sent: 1_000, continue_with: 'zoom-provision resume r3' }),
  ];
  expect(describeRuns(runs, NOW).split('\n')).toEqual([
    'run  account  state      age   rows  left            input',
    'r5   acme     under way  2 h  1,200  1,200 not sent  /hr/people.csv',
    'r4   acme     under way  2 h  1,200  10 not sent     /hr/people.csv',
    'r3   acme     crashed    2 h  1,200  1,000 not sent  /hr/people.csv',
    '',
    'r5 is under way (pid 4711 on hr-server since 2026-03-12 11:00 UTC, checking the input).',
    'r4 is under way (pid 4711 on hr-server since 2026-03-12 11:00 UTC, 1,190 of 1,200 rows).',
    'r3 crashed (last heard of 2026-03-12 10:30 UTC, 200 of 1,200 rows).',
    '',
    'To go on with what is left:',
    '  zoom-provision resume r3',
  ]);
});

it('says so when there are none', () => {
  expect(describeRuns([], NOW)).toBe('There are no runs in the ledger yet.');
});

it('says how many runs are forgotten, and which are kept and why', () => {
  const unsettled = [
    listed('r4', { not_sent: 10, deferred: 2 }),
    listed('r3', { held_back: 1 }),
    listed('r2', { status: 'running', not_sent: 10, under_way: UNDER_WAY }),
  ];
  const busy = [{ id: 'r1', account: 'acme' }];
  expect(describePruned({ days: 90, forgotten: 1, unsettled, busy }).split('\n')).toEqual([
    '1 settled run older than 90 days forgotten.',
    '4 runs older than 90 days kept:',
    '  r4  10 not sent, 2 deferred',
    '  r3  1 until accepted',
    '  r2  under way (pid 4711 on hr-server since 2026-03-12 11:00 UTC)',
    '  r1  another run of the account acme is under way',
    '`zoom-provision resume <run-id>` goes on with what is left; `runs --forget <run-id>` forgets it.',
  ]);
  expect(describePruned({ days: 1, forgotten: 0, unsettled: [], busy: [] })).toBe(
    '0 settled runs older than 1 day forgotten.',
  );
});

it.each<[Partial<ListedRun>, string]>([
  [{}, 'has nothing left to do; only its report says what it did, once it is forgotten'],
  [
    { not_sent: 10, deferred: 3, held_back: 1 },
    'has rows left (10 not sent, 3 deferred, 1 until accepted), which nothing can send once it is forgotten',
  ],
  [
    { not_sent: 10, simulated: true },
    'has nothing left to do; only its report says what it did, once it is forgotten',
  ],
])('says what is lost with a run: %j', (given, loses) => {
  expect(describeLoss(listed('r1', given))).toBe(
    `Run r1 (/hr/people.csv, 1,200 rows) ${loses} (what it used of a create quota stays counted)`,
  );
});

it('says of a run that is still to come that a clock is, or was, wrong', () => {
  const [, row, , said] = describeRuns([listed('r9', { started_at: '2026-03-12T12:58:00.000Z' })], NOW).split(
    '\n',
  );
  expect(row).toContain('in 58 min');
  expect(said).toBe(
    "By this computer's clock some runs are still to come: it is wrong now, or was when they began.",
  );
});
