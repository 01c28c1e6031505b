import type { Summary } from '../../src/core/summary.ts';
import type { EndedRun } from '../../src/report/run-report.ts';

/** The summary of a run of 24 rows that went through, with what a test says otherwise. */
export function summary(given: Partial<Summary>): Summary {
  return {
    run_id: '20260311-184501-k3f9',
    status: 'completed',
    input: 'people.csv',
    plan: 'pro',
    started_at: '2026-03-11T18:45:01.000Z',
    finished_at: '2026-03-11T18:46:02.400Z',
    rows: 24,
    outcomes: { created: 20, skipped: 4 },
    requests: 44,
    retries: 0,
    rate_limited: { per_second: 0, daily: 0, concurrent: 0 },
    requests_per_second: 0.72,
    resume_after: null,
    ...given,
  };
}

/** A run that went through in a minute, with what a test says otherwise. */
export function run(given: Partial<EndedRun> = {}): EndedRun {
  return {
    kind: 'run',
    unwritten: undefined,
    summary: summary({}),
    simulated: false,
    seconds: 61.4,
    limiters: {},
    reasons: [],
    leftOut: { toCorrect: 0, open: 0 },
    warnings: [],
    outDir: 'reports/r',
    toFix: { rows: 0, file: undefined, why: undefined },
    stop: undefined,
    deferred: 0,
    toCorrect: 0,
    awaitingInvitation: 0,
    ...given,
  };
}
