import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../src/core/zoom-api.ts';
import type { ZoomErrorKind } from '../../src/core/zoom-error.ts';
import { AttemptTally } from '../../src/report/attempt-tally.ts';
import { resultRow } from '../support/result-row.ts';

function tallying() {
  const tally = new AttemptTally();
  const attempt = (
    line: number,
    status: number,
    error?: ZoomErrorKind,
    endpoint: Attempt['endpoint'] = 'createUser',
  ) =>
    tally.follow(
      {
        type: 'attempt',
        line,
        attempt: {
          endpoint,
          label: 'light',
          status,
          trackingId: '',
          durationMs: 120,
          rate: { allowed: 80, limit: 80 },
          ...(error && { error }),
        },
      },
      0,
    );
  return { tally, attempt };
}

describe('AttemptTally', () => {
  it('counts a request as a retry when one of the same row and endpoint did not succeed before', () => {
    const { tally, attempt } = tallying();
    attempt(2, 429, 'ratePerSecond');
    attempt(3, 201);
    attempt(3, 204, undefined, 'updateUser');
    attempt(2, 0, 'timeout');
    attempt(2, 404, 'notFound', 'getUser');
    attempt(2, 201);
    expect(tally.counts).toMatchObject({ requests: 6, retries: 2 });
  });

  it('starts afresh when another row, of another run, has the line of one that is done', () => {
    const { tally, attempt } = tallying();
    attempt(2, 400, 'rejected');
    tally.follow({ type: 'row', result: resultRow({ line: 2, outcome: 'rejected' }) }, 0);
    attempt(2, 201);
    expect(tally.counts.retries).toBe(0);
  });

  it('counts answers 429 by kind, the invitation quota as daily', () => {
    const { tally, attempt } = tallying();
    const kinds = ['ratePerSecond', 'ratePerSecond', 'rateDaily', 'inviteQuota', 'concurrent'] as const;
    for (const [line, kind] of kinds.entries()) attempt(line, 429, kind);
    attempt(9, 503, 'server');
    expect(tally.counts).toMatchObject({ perSecond: 2, daily: 2, concurrent: 1 });
  });

  it('counts sign-ins among the requests, and the use of the limiters without them', () => {
    const { tally, attempt } = tallying();
    tally.addSignIn();
    attempt(2, 201);
    tally.follow({ type: 'pause', label: 'light', waitMs: 500, reason: '' }, 0);
    expect(tally.counts).toEqual({
      requests: 2,
      retries: 0,
      perSecond: 0,
      daily: 0,
      concurrent: 0,
      limiters: { light: { calls: 1, limit: 80, sendingMs: 0, slowedMs: 0, pausedMs: 500 } },
    });
  });
});
