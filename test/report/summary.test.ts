import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/core/outcome.ts';
import type { Summary } from '../../src/core/summary.ts';
import type { Attempt, ZoomErrorKind } from '../../src/core/zoom-api.ts';
import { Tally, writeSummary } from '../../src/report/summary.ts';
import { resultRow } from '../support/result-row.ts';

describe('writeSummary', () => {
  it('writes the summary as JSON for people and programs, for the operator alone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'summary-'));
    const path = join(folder, 'summary.json');
    const summary: Summary = {
      run_id: '20260311-184501-k3f9',
      status: 'completed',
      input: 'people.csv',
      plan: 'pro',
      started_at: '2026-03-11T18:45:01.000Z',
      finished_at: '2026-03-11T18:46:02.400Z',
      rows: 1,
      outcomes: { created: 1 },
      requests: 2,
      retries: 0,
      rate_limited: { per_second: 0, daily: 0, concurrent: 0 },
      requests_per_second: 0.03,
      resume_after: null,
    };
    try {
      await writeSummary(path, summary);
      const text = await readFile(path, 'utf8');
      expect(JSON.parse(text)).toEqual(summary);
      expect(text).toMatch(/^\{\n {2}"run_id": "20260311-184501-k3f9",\n.*\n\}\n$/s);
      expect((await stat(path)).mode & 0o777).toBe(0o600);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

function attempt(
  status: number,
  error?: ZoomErrorKind,
  endpoint: Attempt['endpoint'] = 'createUser',
): Attempt {
  const given = error === undefined ? {} : { error };
  return {
    endpoint,
    label: 'light',
    status,
    trackingId: '',
    durationMs: 120,
    pace: { allowed: 80, limit: 80 },
    ...given,
  };
}

describe('Tally', () => {
  it('counts outcomes in the order of the interface, only those that there were', () => {
    const tally = new Tally();
    const outcomes: Outcome[] = ['not_attempted', 'created', 'rejected', 'created', 'skipped'];
    for (const outcome of outcomes) tally.add(resultRow({ outcome }));
    expect(Object.entries(tally.outcomes)).toEqual([
      ['created', 2],
      ['rejected', 1],
      ['skipped', 1],
      ['not_attempted', 1],
    ]);
    expect(tally.rows).toBe(5);
  });

  it('counts a request as a retry when one of the same row and endpoint did not succeed before', () => {
    const tally = new Tally();
    tally.addAttempt(2, attempt(429, 'ratePerSecond'));
    tally.addAttempt(3, attempt(201));
    tally.addAttempt(3, attempt(204, undefined, 'updateUser'));
    tally.addAttempt(2, attempt(0, 'timeout'));
    tally.addAttempt(2, attempt(404, 'notFound', 'getUser'));
    tally.addAttempt(2, attempt(201));
    expect([tally.requests, tally.retries]).toEqual([6, 2]);
  });

  it('starts afresh when another row, of another run, has the line of one that is done', () => {
    const tally = new Tally();
    tally.addAttempt(2, attempt(400, 'rejected'));
    tally.add(resultRow({ line: 2, outcome: 'rejected' }));
    tally.addAttempt(2, attempt(201));
    expect(tally.retries).toBe(0);
  });

  it('counts answers 429 by kind, the invitation quota as daily', () => {
    const tally = new Tally();
    const kinds: ZoomErrorKind[] = [
      'ratePerSecond',
      'ratePerSecond',
      'rateDaily',
      'inviteQuota',
      'concurrent',
    ];
    kinds.forEach((kind, index) => {
      tally.addAttempt(index, attempt(429, kind));
    });
    tally.addAttempt(9, attempt(503, 'server'));
    expect(tally.rateLimited).toEqual({ per_second: 2, daily: 2, concurrent: 1 });
  });

  it('gives the commonest reasons first, with a row for each and what to do, and none for rows that went through', () => {
    const tally = new Tally();
    tally.add(resultRow({ line: 2 }));
    tally.add(resultRow({ line: 3, outcome: 'skipped', message: 'The account has this user already.' }));
    tally.add(
      resultRow({
        line: 4,
        user: 'x@a.example',
        outcome: 'not_found',
        httpStatus: 404,
        zoomCode: 1001,
        message: 'User does not exist: x@a.example.',
      }),
    );
    for (const line of [5, 6]) {
      const user = `p${line}@a.example`;
      tally.add(
        resultRow({
          line,
          user,
          outcome: 'exists',
          httpStatus: 409,
          zoomCode: 1005,
          message: `Email "${user}" has already been used.`,
        }),
      );
    }
    expect(tally.reasons(5)).toEqual([
      {
        outcome: 'exists',
        httpStatus: 409,
        zoomCode: 1005,
        message: 'Email "p5@a.example" has already been used.',
        count: 2,
        example: { line: 5, user: 'p5@a.example' },
        advice: expect.stringContaining('--on-exists update'),
      },
      {
        outcome: 'not_found',
        httpStatus: 404,
        zoomCode: 1001,
        message: 'User does not exist: x@a.example.',
        count: 1,
        example: { line: 4, user: 'x@a.example' },
        advice: expect.stringContaining('No such user'),
      },
    ]);
    expect(tally.reasons(1)).toHaveLength(1);
  });

  it.each([
    ['addresses', 'User does not exist: a.b+c@x.example.', 'User does not exist: z@y.example.'],
    ['ids', 'User does not exist: z8yAAAAA8bbbQ-cn1DHGRR.', 'User does not exist: -cn1DHGRRTSOlnVwyZNhKw.'],
    ['quoted values', 'type: "Premium" is unknown', 'type: "Basic Plus" is unknown'],
    ['typographic quotes', 'type: “Premium” is unknown', 'type: “x” is unknown'],
    ['numbers', 'the same create stands on line 7', 'the same create stands on line 1012'],
  ])('takes reasons that differ in %s for one', (_, one, other) => {
    const tally = new Tally();
    tally.add(resultRow({ outcome: 'invalid', message: one }));
    tally.add(resultRow({ outcome: 'invalid', message: other }));
    expect(tally.reasons(5)).toMatchObject([{ message: one, count: 2 }]);
  });

  it.each([
    ['messages', { message: "Can't be used" }, { message: "Isn't there" }],
    ['columns', { message: 'type: "a" is wrong' }, { message: 'dept: "a" is wrong' }],
    ['codes', { zoomCode: 2033 }, { zoomCode: 2034 }],
    ['statuses', { httpStatus: 500 }, { httpStatus: 502 }],
    ['outcomes', { outcome: 'failed' }, { outcome: 'unknown' }],
  ] as const)('keeps reasons with different %s apart', (_, one, other) => {
    const tally = new Tally();
    tally.add(resultRow({ outcome: 'rejected', ...one }));
    tally.add(resultRow({ outcome: 'rejected', ...other }));
    expect(tally.reasons(5)).toHaveLength(2);
  });

  it('counts what waits for a deferred row to the reason of that row', () => {
    const tally = new Tally();
    const quota =
      'not sent: no invitation is left for today (50 of 50 were used); the next day begins at 00:00 UTC';
    const invitation =
      'the user has not accepted the invitation; `zoom-provision resume` sends this after that';
    const waitsFor = (line: number) =>
      `waits for line ${line}, an earlier row of the same user, which is deferred; warning: dept: will go`;
    for (const message of [quota, invitation, quota, waitsFor(2), waitsFor(3), waitsFor(4), waitsFor(5)]) {
      tally.add(resultRow({ line: tally.rows + 2, outcome: 'deferred', httpStatus: undefined, message }));
    }
    expect(tally.reasons(5)).toMatchObject([
      { message: quota, count: 5, example: { line: 2 }, advice: expect.stringContaining('daily quota') },
      { message: invitation, count: 2, example: { line: 3 }, advice: expect.stringContaining('ask them to') },
    ]);
  });

  it('takes what waits for rows that it does not know for one reason', () => {
    const tally = new Tally();
    for (const line of [7, 8]) {
      const message = `waits for line ${line - 5}, an earlier row of the same user, which is deferred`;
      tally.add(resultRow({ line, outcome: 'deferred', message }));
    }
    expect(tally.reasons(5)).toMatchObject([{ count: 2, example: { line: 7 } }]);
  });

  it('gives the commonest warnings first, with the first line of each, and keeps them out of the reasons', () => {
    const tally = new Tally();
    tally.add(resultRow({ line: 2, message: 'warning: feature: zoom_phone false takes the phone away' }));
    tally.add(
      resultRow({ line: 3, message: 'sent again, since an answer was lost; warning: pmi: "123" is short' }),
    );
    tally.add(
      resultRow({
        line: 4,
        outcome: 'rejected',
        message: 'No.; warning: pmi: "99" is short; warning: dept: drop it',
      }),
    );
    tally.add(resultRow({ line: 5, outcome: 'rejected', message: 'No.' }));
    expect(tally.warnings(5)).toEqual([
      { text: 'pmi: "123" is short', count: 2, firstLine: 3 },
      { text: 'feature: zoom_phone false takes the phone away', count: 1, firstLine: 2 },
      { text: 'dept: drop it', count: 1, firstLine: 4 },
    ]);
    expect(tally.warnings(1)).toHaveLength(1);
    expect(tally.reasons(5)).toMatchObject([{ message: 'No.', count: 2 }]);
  });

  it('keeps a few hundred reasons at most, and loses no row over it', () => {
    const tally = new Tally();
    for (let i = 0; i < 2_000; i += 1) {
      const word = i.toString(26).replace(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] ?? '');
      tally.add(resultRow({ line: i + 2, outcome: 'rejected', message: `${word} is wrong` }));
    }
    const reasons = tally.reasons(Number.POSITIVE_INFINITY);
    expect(reasons.length).toBe(301);
    expect(reasons[0]).toMatchObject({
      outcome: 'rejected',
      message: 'Various other reasons.',
      count: 1_700,
    });
    expect(reasons.reduce((sum, { count }) => sum + count, 0)).toBe(2_000);
  });

  it('is quick with messages that are long and repetitive', () => {
    const tally = new Tally();
    const startedAt = performance.now();
    for (let i = 0; i < 100; i += 1)
      tally.add(resultRow({ outcome: 'rejected', message: 'a.'.repeat(500_000) }));
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(tally.reasons(1)[0]?.message.length).toBe(400);
  });
});
