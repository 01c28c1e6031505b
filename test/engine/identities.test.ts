import { describe, expect, it } from 'vitest';
import type { Task } from '../../src/core/task.ts';
import { Identities } from '../../src/engine/identities.ts';
import { task } from '../support/engine-rig.ts';
import { MADE_UP_ACTIONS } from '../support/made-up-actions.ts';

const rename = (line: number, from: string, to: string, more: Partial<Task> = {}) =>
  task(line, 'update', from, { fields: { new_email: to }, ...more });

function keysOf(identities: Identities, its: Task): readonly string[] {
  return [...identities.keysOf(its, MADE_UP_ACTIONS[its.action])].sort();
}

/** The addresses under which rows are sent, once these have gone through. */
function addressesAfter(tasks: readonly Task[], asked: readonly string[]): unknown[] {
  const identities = new Identities();
  for (const its of tasks) identities.performed(its, MADE_UP_ACTIONS[its.action]);
  return asked.map((email) => identities.current(task(99, 'update', email)).email);
}

describe('the keys of a row', () => {
  it('are its address and its id', () => {
    const identities = new Identities();
    expect(keysOf(identities, task(2, 'update', 'A@X.org', { userId: 'id-a' }))).toEqual(['a@x.org', 'id-a']);
    expect(keysOf(identities, task(3, 'update', 'a@x.org'))).toEqual(['a@x.org']);
    expect(keysOf(identities, task(4, 'update', 'id-a'))).toEqual(['id-a']);
  });

  it('are all addresses that its user has had or will have, from the row on that changes it', () => {
    const identities = new Identities();
    expect(keysOf(identities, task(2, 'update', 'b@x.org'))).toEqual(['b@x.org']);
    expect(keysOf(identities, rename(3, 'a@x.org', 'B@X.org'))).toEqual(['a@x.org', 'b@x.org']);
    expect(keysOf(identities, task(4, 'update', 'a@x.org'))).toEqual(['a@x.org', 'b@x.org']);
    expect(keysOf(identities, task(5, 'update', 'B@x.org'))).toEqual(['a@x.org', 'b@x.org']);
    expect(keysOf(identities, rename(6, 'b@x.org', 'c@x.org'))).toEqual(['a@x.org', 'b@x.org', 'c@x.org']);
    for (const [line, email] of ['a@x.org', 'b@x.org', 'c@x.org'].entries()) {
      expect(keysOf(identities, task(7 + line, 'update', email))).toEqual(['a@x.org', 'b@x.org', 'c@x.org']);
    }
  });

  it('hold the id, too, of whom a row names by both when it changes the address', () => {
    const identities = new Identities();
    keysOf(identities, rename(2, 'a@x.org', 'b@x.org', { userId: 'id-a' }));
    for (const who of ['a@x.org', 'b@x.org', 'id-a']) {
      expect(keysOf(identities, task(3, 'update', who))).toEqual(['a@x.org', 'b@x.org', 'id-a']);
    }
  });
});

describe('a row is sent', () => {
  it.each<[string, readonly Task[], readonly [from: string, to: string][]]>([
    ['as it is when nobody was renamed', [], [['A@x.org', 'A@x.org']]],
    [
      'under the new address, whichever it names',
      [rename(2, 'a@x.org', 'b@x.org')],
      [
        ['A@x.org', 'b@x.org'],
        ['B@x.org', 'b@x.org'],
        ['c@x.org', 'c@x.org'],
      ],
    ],
    [
      'under the newest of several addresses',
      [rename(2, 'a@x.org', 'b@x.org'), rename(3, 'b@x.org', 'c@x.org')],
      [
        ['a@x.org', 'c@x.org'],
        ['b@x.org', 'c@x.org'],
        ['c@x.org', 'c@x.org'],
      ],
    ],
    [
      'under the newest address, though the row that changed it named an older one',
      [rename(2, 'a@x.org', 'b@x.org'), rename(3, 'a@x.org', 'c@x.org')],
      [
        ['a@x.org', 'c@x.org'],
        ['b@x.org', 'c@x.org'],
      ],
    ],
    [
      'under the first address when that was given back',
      [rename(2, 'a@x.org', 'b@x.org'), rename(3, 'b@x.org', 'a@x.org')],
      [
        ['a@x.org', 'a@x.org'],
        ['b@x.org', 'a@x.org'],
      ],
    ],
    [
      'to whoever has the address now, when it was somebody else’s before',
      [rename(2, 'a@x.org', 'b@x.org'), rename(3, 'c@x.org', 'a@x.org')],
      [
        ['a@x.org', 'a@x.org'],
        ['b@x.org', 'b@x.org'],
        ['c@x.org', 'a@x.org'],
      ],
    ],
    [
      'to its own user, when somebody else has taken an address between its first and its last',
      [rename(2, 'a@x.org', 'b@x.org'), rename(3, 'b@x.org', 'd@x.org'), rename(4, 'c@x.org', 'b@x.org')],
      [
        ['a@x.org', 'd@x.org'],
        ['b@x.org', 'b@x.org'],
        ['c@x.org', 'b@x.org'],
      ],
    ],
    [
      'to the user who was made under an address that became free',
      [rename(2, 'a@x.org', 'b@x.org'), task(3, 'ssoCreate', 'A@x.org')],
      [
        ['a@x.org', 'a@x.org'],
        ['b@x.org', 'b@x.org'],
      ],
    ],
    [
      'as it is when a row that names only the id changed the address',
      [rename(2, 'id-a', 'b@x.org')],
      [['a@x.org', 'a@x.org']],
    ],
  ])('%s', (_, tasks, addresses) => {
    const asked = addresses.map(([from]) => from);
    const seen = addressesAfter(tasks, asked).map((to, at) => [asked[at], to]);
    expect(seen.map(([from, to]) => [from, String(to).toLowerCase()])).toEqual(
      addresses.map(([from, to]) => [from, to.toLowerCase()]),
    );
  });

  it('under the new address, too, when the account has said whose the id is of the row that changed it', () => {
    const identities = new Identities();
    identities.learnAddress('id-a', 'A@x.org');
    identities.performed(rename(2, 'id-a', 'b@x.org'), MADE_UP_ACTIONS.update);
    expect(identities.current(task(3, 'update', 'a@x.org')).email).toBe('b@x.org');
    expect(identities.addressOf('id-a')).toBe('b@x.org');
  });

  it('with everything else as it stands in the file', () => {
    const identities = new Identities();
    identities.performed(rename(2, 'a@x.org', 'b@x.org'), MADE_UP_ACTIONS.update);
    const its = task(3, 'update', 'a@x.org', { fields: { dept: 'IT' } });
    expect(identities.current(its)).toEqual({ ...its, email: 'b@x.org' });
    const byId = task(4, 'update', 'id-a');
    expect(identities.current(byId)).toBe(byId);
  });
});
