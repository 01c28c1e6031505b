import { describe, expect, it } from 'vitest';
import type { ReasonGroup } from '../../src/report/reason-groups.ts';
import { describeRun } from '../../src/report/terminal/show-run.ts';
import { run, summary } from '../support/ended-run.ts';

const DOMAIN: ReasonGroup = {
  outcome: 'rejected',
  httpStatus: 400,
  zoomCode: 1116,
  reason: { kind: 'refused', message: 'It is in another domain.' },
  count: 1,
  example: { line: 14, user: 'p@b.example' },
  advice: 'Correct the address.',
};

describe('a simulated run', () => {
  const deferred: ReasonGroup = {
    outcome: 'deferred',
    reason: { kind: 'quota', quota: 'create', used: 50, limit: 50, closedByZoom: true },
    count: 20,
    example: { line: 90, user: '' },
    advice: 'Wait: `zoom-provision resume <run-id>` sends it.',
  };

  it.each([
    ['completed', 'Simulated'],
    ['deferred', 'Simulated; not finished yet'],
    ['interrupted', 'Simulated; interrupted'],
    ['stopped', 'Simulated; stopped'],
  ] as const)('that is %s says so, and gives no advice that cannot work', (status, lead) => {
    const outcomes = { created: 2, deferred: 20, rejected: 1, not_attempted: 1 };
    const text = describeRun(
      run({
        summary: summary({ status, outcomes, resume_after: '2026-03-12T00:00:00Z' }),
        simulated: true,
        reasons: [deferred, DOMAIN],
        deferred: 20,
        awaitingInvitation: 2,
      }),
    );
    expect(text.split('\n').slice(0, 2)).toEqual([
      `${lead}: 2 of 24 rows went through.`,
      'The account was a simulated one: nothing was sent to Zoom.',
    ]);
    expect(text).not.toMatch(/resume|Next|<run-id>/);
    expect(text).toContain('→ Correct the address.');
  });
});
