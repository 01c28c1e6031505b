import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../src/core/ledger-records.ts';
import type { Summary } from '../../src/core/summary.ts';
import { RowTally } from '../../src/report/row-tally.ts';
import { summarizePreview, summarizeRun } from '../../src/report/summarize.ts';
import { resultRow } from '../support/result-row.ts';

const STARTED_AT = Date.parse('2026-03-11T18:45:01.000Z');

const RECORD: RunRecord = {
  id: '20260311-184501-k3f9',
  number: 1,
  account: 'acme',
  input: '/hr/people.csv',
  digest: '',
  settings: '{}',
  plan: 'business',
  version: '1.0.0',
  outDir: 'reports/r',
  startedAt: STARTED_AT,
  status: 'deferred',
  stop: undefined,
  finishedAt: STARTED_AT + 60_000,
  seenAt: undefined,
  activeMs: 30_000,
  counts: { requests: 100, retries: 4, perSecond: 3, daily: 2, concurrent: 1, limiters: {} },
  resumeAfter: Date.parse('2026-03-12T00:00:00Z'),
};

const SUMMARY: Summary = {
  run_id: '20260311-184501-k3f9',
  status: 'deferred',
  input: '/hr/people.csv',
  plan: 'business',
  started_at: '2026-03-11T18:45:01.000Z',
  finished_at: '2026-03-11T18:46:01.000Z',
  rows: 3,
  outcomes: { created: 2, deferred: 1 },
  requests: 100,
  retries: 4,
  rate_limited: { per_second: 3, daily: 2, concurrent: 1 },
  requests_per_second: 3.3,
  resume_after: '2026-03-12T00:00:00.000Z',
};

function tally(): RowTally {
  const made = new RowTally();
  made.add([resultRow(), resultRow(), resultRow({ outcome: 'deferred' })]);
  return made;
}

describe('the summary of a run', () => {
  it.each<[string, Partial<RunRecord>, Partial<Summary>]>([
    ['has its counts, its times in UTC, and its requests by the time of its sessions', {}, {}],
    ['has no time to resume when none is known', { resumeAfter: undefined }, { resume_after: null }],
    [
      'calls one that died interrupted, and gives it no end of its own',
      { status: 'running', finishedAt: undefined, activeMs: 0 },
      { status: 'interrupted', finished_at: SUMMARY.started_at, requests_per_second: 0 },
    ],
    [
      'calls one that died while it was checked interrupted',
      { status: 'checking' },
      { status: 'interrupted' },
    ],
  ])('%s', (_, record, expected) => {
    expect(summarizeRun({ ...RECORD, ...record }, tally())).toEqual({ ...SUMMARY, ...expected });
  });
});

it('the summary of a preview says that nothing was sent', () => {
  const previewed = {
    id: 'preview-1',
    input: 'people.csv',
    plan: 'pro',
    startedAt: STARTED_AT,
    finishedAt: STARTED_AT + 500,
  } as const;
  expect(summarizePreview(previewed, tally())).toEqual({
    run_id: 'preview-1',
    status: 'completed',
    input: 'people.csv',
    plan: 'pro',
    started_at: '2026-03-11T18:45:01.000Z',
    finished_at: '2026-03-11T18:45:01.500Z',
    rows: 3,
    outcomes: { created: 2, deferred: 1 },
    requests: 0,
    retries: 0,
    rate_limited: { per_second: 0, daily: 0, concurrent: 0 },
    requests_per_second: 0,
    resume_after: null,
  });
});
