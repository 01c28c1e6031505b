import { describe, expect, it } from 'vitest';
import type { Task } from '../../src/core/task.ts';
import { OUTCOME_NAMES, type Outcome } from '../../src/core/vocabulary.ts';
import type { Blocker } from '../../src/engine/blocked-users.ts';
import { UserHistory } from '../../src/engine/user-history.ts';
import { task } from '../support/engine-rig.ts';
import { MADE_UP_ACTIONS } from '../support/made-up-actions.ts';

const remove = (line: number, who: string, more: Partial<Task> = {}) => task(line, 'deactivate', who, more);
const make = (line: number, who: string) => task(line, 'ssoCreate', who, { fields: { type: 1 } });
const change = (line: number, who: string, more: Partial<Task> = {}) =>
  task(line, 'update', who, { fields: { dept: 'IT' }, ...more });

function blockerAfter(
  its: Task,
  outcome: Outcome,
  { awaitsInvitation = false }: Partial<Blocker> = {},
): (later: Task) => Blocker | undefined {
  const users = new UserHistory(MADE_UP_ACTIONS);
  users.learn({ task: its, keys: users.keysOf(its) }, { line: its.line, outcome, awaitsInvitation });
  return (later) => users.blockerOf({ task: later, keys: users.keysOf(later) });
}

describe('a later row of the same user', () => {
  it.each(OUTCOME_NAMES)('waits, or does not, for one that is %s', (outcome) => {
    const mustWait = ['exists', 'not_found', 'rejected', 'deferred', 'failed', 'unknown', 'not_attempted'];
    const blocker = { line: 4, outcome, awaitsInvitation: false };
    const blockerOf = blockerAfter(change(4, 'a@x.org', { userId: 'id-a' }), outcome);
    expect(blockerOf(change(5, 'a@x.org'))).toEqual(mustWait.includes(outcome) ? blocker : undefined);
    expect(blockerOf(change(6, 'id-a'))).toEqual(mustWait.includes(outcome) ? blocker : undefined);
    expect(blockerOf(change(7, 'b@x.org'))).toBeUndefined();
  });

  it.each(['created', 'deferred'] as const)(
    'waits for one that is %s and waits for an invitation to be accepted',
    (outcome) => {
      const blockerOf = blockerAfter(make(4, 'a@x.org'), outcome, { awaitsInvitation: true });
      expect(blockerOf(change(5, 'a@x.org'))).toEqual({ line: 4, outcome, awaitsInvitation: true });
    },
  );

  it('is left out after one that took the user away, if it does not make the user anew', () => {
    const blockerOf = blockerAfter(remove(4, 'a@x.org'), 'deactivated');
    const blocker = { line: 4, outcome: 'deactivated', awaitsInvitation: false, removedUser: true };
    expect(blockerOf(change(5, 'a@x.org'))).toEqual(blocker);
    expect(blockerOf(remove(5, 'a@x.org'))).toEqual(blocker);
    expect(blockerOf(make(5, 'A@x.org'))).toBeUndefined();
  });

  describe('that gives another user the address of one who was removed', () => {
    const takeOver = (line: number, who: string) => change(line, who, { fields: { new_email: 'a@x.org' } });

    it('goes on', () => {
      const blockerOf = blockerAfter(remove(4, 'a@x.org', { userId: 'id-a' }), 'deactivated');
      expect(blockerOf(takeOver(5, 'b@x.org'))).toBeUndefined();
      expect(blockerOf(takeOver(5, 'id-a'))).toMatchObject({ line: 4, removedUser: true });
    });

    it('waits for a removal that did not go through, and for another row of its own user', () => {
      expect(blockerAfter(remove(4, 'a@x.org'), 'rejected')(takeOver(5, 'b@x.org'))?.line).toBe(4);
      expect(blockerAfter(change(4, 'b@x.org'), 'failed')(takeOver(5, 'b@x.org'))?.line).toBe(4);
      expect(blockerAfter(remove(4, 'b@x.org'), 'deactivated')(takeOver(5, 'b@x.org'))?.line).toBe(4);
    });

    it('opens the way for rows of both addresses, and not for those of the id that is gone', () => {
      const users = new UserHistory(MADE_UP_ACTIONS);
      const learn = (its: Task, outcome: Outcome) =>
        users.learn(
          { task: its, keys: users.keysOf(its) },
          { line: its.line, outcome, awaitsInvitation: false },
        );
      learn(remove(4, 'a@x.org', { userId: 'id-a' }), 'deactivated');
      learn(takeOver(5, 'b@x.org'), 'updated');
      const blockerOf = (its: Task) => users.blockerOf({ task: its, keys: users.keysOf(its) });
      expect(blockerOf(change(6, 'a@x.org'))).toBeUndefined();
      expect(blockerOf(change(6, 'b@x.org'))).toBeUndefined();
      expect(blockerOf(change(6, 'id-a'))).toMatchObject({ line: 4 });
    });
  });

  it('is left out after a removal that did not go through, even if it makes a user', () => {
    expect(blockerAfter(remove(4, 'a@x.org'), 'rejected')(make(5, 'a@x.org'))).toMatchObject({
      outcome: 'rejected',
    });
  });
});
