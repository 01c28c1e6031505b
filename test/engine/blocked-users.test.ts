import { describe, expect, it } from 'vitest';
import { OUTCOMES, type Outcome } from '../../src/core/outcome.ts';
import { BlockedUsers } from '../../src/engine/blocked-users.ts';

describe('BlockedUsers', () => {
  it.each(OUTCOMES)('knows whether later rows must wait for a row that is %s', (outcome) => {
    const blocked = new BlockedUsers();
    const its = { line: 4, outcome, awaitingInvitation: false };
    blocked.note(['a@x.org', 'id-a'], 4, its);
    const mustWait = ['exists', 'not_found', 'rejected', 'deferred', 'failed', 'unknown', 'not_attempted'];
    const found = mustWait.includes(outcome) ? its : undefined;
    expect(blocked.before(5, ['a@x.org'])).toEqual(found);
    expect(blocked.before(99, ['other', 'id-a'])).toEqual(found);
    expect(blocked.before(5, ['other'])).toBeUndefined();
    expect(blocked.before(5, [])).toBeUndefined();
  });

  it.each(['created', 'deferred'] as const)(
    'makes later rows wait for one that is %s and held back',
    (outcome) => {
      const blocked = new BlockedUsers();
      blocked.note(['a@x.org'], 4, { line: 4, outcome, awaitingInvitation: true });
      expect(blocked.before(5, ['a@x.org'])).toEqual({ line: 4, outcome, awaitingInvitation: true });
    },
  );

  it('holds up no row that stands before it', () => {
    const blocked = new BlockedUsers();
    blocked.note(['a@x.org'], 4, { line: 4, outcome: 'rejected', awaitingInvitation: false });
    expect([3, 4, 5].map((line) => blocked.before(line, ['a@x.org'])?.line)).toEqual([
      undefined,
      undefined,
      4,
    ]);
  });

  it('that is handed on holds up what stands after the row that hands it on', () => {
    const blocked = new BlockedUsers();
    const cause = { line: 4, outcome: 'rejected', awaitingInvitation: false } as const;
    blocked.note(['a@x.org'], 4, cause);
    blocked.note(['a@x.org', 'id-a'], 7, cause);
    expect([5, 7, 8].map((line) => blocked.before(line, ['id-a']))).toEqual([undefined, undefined, cause]);
    expect(blocked.before(5, ['a@x.org'])).toEqual(cause);
  });

  it('names the row with which it began, in whatever order they become known', () => {
    const blocked = new BlockedUsers();
    const note = (keys: string[], line: number, outcome: Outcome) =>
      blocked.note(keys, line, { line, outcome, awaitingInvitation: false });
    note(['a@x.org'], 4, 'rejected');
    note(['a@x.org', 'id-a'], 6, 'failed');
    note(['id-a'], 5, 'deferred');
    note(['a@x.org'], 3, 'updated');
    expect(blocked.before(9, ['a@x.org', 'id-a'])?.line).toBe(4);
    expect(blocked.before(9, ['id-a'])).toEqual({ line: 5, outcome: 'deferred', awaitingInvitation: false });
  });
});
