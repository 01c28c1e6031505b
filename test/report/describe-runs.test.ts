import { expect, it } from 'vitest';
import { describeRuns, type ListedRun } from '../../src/report/terminal/describe-runs.ts';

const NOW = Date.parse('2026-03-12T12:00:00Z');

function listed(id: string, given: Partial<ListedRun> = {}): ListedRun {
  return {
    id,
    status: 'completed',
    input: '/hr/people.csv',
    started_at: '2026-03-12T10:00:00.000Z',
    rows: 1_200,
    not_sent: 0,
    deferred: 0,
    held_back: 0,
    simulated: false,
    continue_with: null,
    ...given,
  };
}

it('lists runs with what is left, and below how to go on', () => {
  const runs = [
    listed('r4', {
      status: 'deferred',
      deferred: 300,
      held_back: 2,
      continue_with: 'zoom-provision resume r4',
    }),
    listed('r3', { status: 'running', not_sent: 10, continue_with: 'zoom-provision resume r3' }),
    listed('r2', { status: 'deferred', deferred: 300, held_back: 4, not_sent: 3, simulated: true }),
    listed('r1'),
  ];
  expect(describeRuns(runs, NOW).split('\n')).toEqual([
    'run  state            age   rows  left                            input',
    'r4   deferred         2 h  1,200  300 deferred, 2 until accepted  /hr/people.csv',
    'r3   no end recorded  2 h  1,200  10 not sent                     /hr/people.csv',
    'r2   deferred         2 h  1,200  simulated                       /hr/people.csv',
    'r1   completed        2 h  1,200  nothing                         /hr/people.csv',
    '',
    'To go on with what is left:',
    '  zoom-provision resume r4',
    '  zoom-provision resume r3',
  ]);
});

it('says so when there are none', () => {
  expect(describeRuns([], NOW)).toBe('There are no runs in the ledger yet.');
});
