import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/core/vocabulary.ts';
import { BlockedUsers, type Blocker } from '../../src/engine/blocked-users.ts';

function rowOn(line: number, outcome: Outcome = 'rejected', more: Partial<Blocker> = {}): Blocker {
  return { line, outcome, awaitsInvitation: false, ...more };
}

const blockerOf = (blocked: BlockedUsers, line: number, keys: readonly string[]) =>
  blocked.blockersOf(line, keys).at(0);

const removalOn = (line: number) => rowOn(line, 'deactivated', { removedUser: true });

describe('a user who is blocked', () => {
  it('is so under every key, for rows that share one', () => {
    const blocked = new BlockedUsers();
    blocked.block(['a@x.org', 'id-a'], 4, rowOn(4));
    expect(blockerOf(blocked, 5, ['a@x.org'])).toEqual(rowOn(4));
    expect(blockerOf(blocked, 99, ['other', 'id-a'])).toEqual(rowOn(4));
    expect(blockerOf(blocked, 5, ['other'])).toBeUndefined();
    expect(blockerOf(blocked, 5, [])).toBeUndefined();
  });

  it('is not so for a row that stands before', () => {
    const blocked = new BlockedUsers();
    blocked.block(['a@x.org'], 4, rowOn(4));
    expect([3, 4, 5].map((line) => blockerOf(blocked, line, ['a@x.org'])?.line)).toEqual([
      undefined,
      undefined,
      4,
    ]);
  });

  it('is so for what stands after the row that hands the blocker on', () => {
    const blocked = new BlockedUsers();
    blocked.block(['a@x.org'], 4, rowOn(4));
    blocked.block(['a@x.org', 'id-a'], 7, rowOn(4));
    expect([5, 7, 8].map((line) => blockerOf(blocked, line, ['id-a']))).toEqual([
      undefined,
      undefined,
      rowOn(4),
    ]);
    expect(blockerOf(blocked, 5, ['a@x.org'])).toEqual(rowOn(4));
  });

  it('is so because of the row with which it began, in whatever order they become known', () => {
    const blocked = new BlockedUsers();
    blocked.block(['a@x.org'], 4, rowOn(4));
    blocked.block(['a@x.org', 'id-a'], 6, rowOn(6, 'failed'));
    blocked.block(['id-a'], 5, rowOn(5, 'deferred'));
    expect(blockerOf(blocked, 9, ['a@x.org', 'id-a'])).toEqual(rowOn(4));
    expect(blockerOf(blocked, 9, ['id-a'])).toEqual(rowOn(5, 'deferred'));
  });

  it('is free again when it was removed and is there again', () => {
    const blocked = new BlockedUsers();
    blocked.block(['a@x.org', 'id-a'], 4, removalOn(4));
    blocked.unblock(['a@x.org']);
    expect(blockerOf(blocked, 9, ['a@x.org'])).toBeUndefined();
    // The id was that of the user who is gone.
    expect(blockerOf(blocked, 9, ['id-a'])).toEqual(removalOn(4));
  });

  it('is not free because somebody of that address is made, when a row did not go through', () => {
    const blocked = new BlockedUsers();
    blocked.block(['a@x.org'], 4, rowOn(4));
    blocked.unblock(['a@x.org']);
    expect(blockerOf(blocked, 9, ['a@x.org'])).toEqual(rowOn(4));
  });

  it('and removed is blocked by the row that should have made it anew, once that did not go through', () => {
    const blocked = new BlockedUsers();
    blocked.block(['a@x.org'], 4, removalOn(4));
    blocked.block(['a@x.org'], 5, rowOn(5, 'failed'));
    expect(blockerOf(blocked, 9, ['a@x.org'])).toEqual(rowOn(5, 'failed'));
  });
});
