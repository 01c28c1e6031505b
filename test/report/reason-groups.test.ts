import { describe, expect, it } from 'vitest';
import type { Reason } from '../../src/core/reason.ts';
import type { ResultRow } from '../../src/core/result-row.ts';
import { ReasonGroups } from '../../src/report/reason-groups.ts';
import { resultRow } from '../support/result-row.ts';

function groupsOf(...rows: readonly Partial<ResultRow>[]): ReasonGroups {
  const groups = new ReasonGroups();
  rows.forEach((given, index) => {
    groups.add(resultRow({ line: index + 2, outcome: 'rejected', ...given }));
  });
  return groups;
}

function refused(message: string): Reason {
  return { kind: 'refused', message };
}

function invalid(column: string, message: string): Reason {
  return { kind: 'invalid', problems: [{ column, message }] };
}

const QUOTA = { kind: 'quota', quota: 'create', used: 50, limit: 50, closedByZoom: false } as const;
const INVITATION = { kind: 'awaitsInvitation', what: 'row' } as const;

function behind(line: number): Reason {
  return { kind: 'earlierRow', line, outcome: 'deferred', awaitsInvitation: false };
}

describe('ReasonGroups', () => {
  it('gives the commonest reasons first, with a row for each and what to do', () => {
    const taken = (user: string) =>
      ({
        user,
        outcome: 'exists',
        httpStatus: 409,
        zoomCode: 1005,
        reason: refused(`Email "${user}" has already been used.`),
      }) as const;
    const missing = {
      user: 'x@a.example',
      outcome: 'not_found',
      httpStatus: 404,
      zoomCode: 1001,
      reason: refused('User does not exist: x@a.example.'),
    } as const;
    const groups = groupsOf(missing, taken('p3@a.example'), taken('p4@a.example'));
    expect(groups.top(5)).toEqual([
      {
        outcome: 'exists',
        httpStatus: 409,
        zoomCode: 1005,
        reason: refused('Email "p3@a.example" has already been used.'),
        count: 2,
        example: { line: 3, user: 'p3@a.example' },
        advice: expect.stringContaining('--on-exists update'),
      },
      {
        outcome: 'not_found',
        httpStatus: 404,
        zoomCode: 1001,
        reason: missing.reason,
        count: 1,
        example: { line: 2, user: 'x@a.example' },
        advice: expect.stringContaining('No such user'),
      },
    ]);
    expect(groups.top(1)).toHaveLength(1);
  });

  it.each<[string, Reason, Reason]>([
    ['addresses', refused('No such user: a.b+c@x.example.'), refused('No such user: z@y.example.')],
    ['ids', refused('No: z8yAAAAA8bbbQ-cn1DHGRR.'), refused('No: -cn1DHGRRTSOlnVwyZNhKw.')],
    ['quoted values', invalid('type', '"Premium" is unknown'), invalid('type', '"Basic Plus" is unknown')],
    ['typographic quotes', refused('“Premium” is unknown'), refused('“x” is unknown')],
    ['numbers', invalid('email', 'stands on line 7, too'), invalid('email', 'stands on line 1012, too')],
    ['how much of a quota was used', QUOTA, { ...QUOTA, used: 49 }],
    [
      'what was lost of which number',
      { kind: 'couldNotAsk', lost: 'HTTP 502', message: 'HTTP 503' },
      { kind: 'couldNotAsk', lost: 'HTTP 504', message: 'HTTP 503' },
    ],
  ])('takes reasons that differ in %s for one', (_, reason, other) => {
    expect(groupsOf({ reason }, { reason: other }).top(5)).toMatchObject([{ reason, count: 2 }]);
  });

  it.each<[string, Partial<ResultRow>, Partial<ResultRow>]>([
    ['messages', { reason: refused("Can't be used") }, { reason: refused("Isn't there") }],
    ['columns', { reason: invalid('type', '"a" is wrong') }, { reason: invalid('dept', '"a" is wrong') }],
    ['kinds', { reason: QUOTA }, { reason: INVITATION }],
    ['quotas', { reason: QUOTA }, { reason: { ...QUOTA, quota: 'light' } }],
    [
      'calls',
      { reason: refused('No') },
      { reason: { kind: 'afterCreate', reason: refused('No') } as Reason },
    ],
    ['codes', { zoomCode: 2033 }, { zoomCode: 2034 }],
    ['statuses', { httpStatus: 500 }, { httpStatus: 502 }],
    ['outcomes', { outcome: 'failed' }, { outcome: 'unknown' }],
  ])('keeps reasons with different %s apart', (_, one, other) => {
    expect(groupsOf(one, other).top(5)).toHaveLength(2);
  });

  it('keeps rows apart about which different things are to be done', () => {
    const missing = {
      outcome: 'not_found',
      zoomCode: 1001,
      reason: refused('User does not exist.'),
    } as const;
    const groups = groupsOf(
      { ...missing, action: 'deactivate' },
      { ...missing, action: 'delete' },
      { ...missing, action: 'update' },
    );
    expect(groups.top(9).map(({ count }) => count)).toEqual([2, 1]);
  });

  it('counts what waits for a deferred row to the reason of that row', () => {
    const reasons = [QUOTA, INVITATION, QUOTA, behind(2), behind(3), behind(4), behind(5)];
    const groups = groupsOf(
      ...reasons.map((reason) => ({ outcome: 'deferred', httpStatus: undefined, reason }) as const),
    );
    expect(groups.top(5)).toMatchObject([
      { reason: QUOTA, count: 5, example: { line: 2 }, advice: expect.stringContaining('daily quota') },
      { reason: INVITATION, count: 2, example: { line: 3 }, advice: expect.stringContaining('ask them to') },
    ]);
  });

  it('takes what waits for rows that it does not know for one reason', () => {
    const waiting = [70, 80].map((line) => ({ outcome: 'deferred', reason: behind(line) }) as const);
    expect(groupsOf(...waiting).top(5)).toMatchObject([{ count: 2, example: { line: 2 } }]);
  });

  it('keeps a few hundred reasons at most, and loses no row over it', () => {
    const letters = (i: number) =>
      i.toString(26).replace(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] ?? '');
    const rows = Array.from({ length: 2_000 }, (_, i) => ({ reason: refused(`${letters(i)} is wrong`) }));
    const groups = groupsOf(...rows).top(Number.POSITIVE_INFINITY);
    expect(groups).toHaveLength(301);
    expect(groups[0]).toEqual({
      outcome: 'rejected',
      reason: { kind: 'various' },
      count: 1_700,
      example: { line: 302, user: 'anna@acme.example' },
      advice: expect.stringContaining('Zoom refused these rows'),
    });
    expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(2_000);
  });

  it('is quick with messages that are long and repetitive', () => {
    const groups = new ReasonGroups();
    const row = resultRow({ outcome: 'rejected', reason: refused('a.'.repeat(500_000)) });
    const startedAt = performance.now();
    for (let i = 0; i < 100; i += 1) groups.add(row);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});
