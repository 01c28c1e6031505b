import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../../src/actions/index.ts';
import { GuardRefusal } from '../../src/core/guard-refusal.ts';
import type { GuardLimit } from '../../src/core/guards.ts';
import { checkGuards } from '../../src/engine/guards.ts';
import { InputTotals } from '../../src/engine/input-totals.ts';
import { Protection } from '../../src/engine/protection.ts';
import { task, taskRow } from '../support/engine-rig.ts';

const NONE = { count: 0 } as const;

/** An input that names so many users and deactivates so many of them. */
function totalsOf(users: number, deactivations: number): InputTotals {
  const totals = new InputTotals(ACTIONS, new Protection([]), 'fail');
  for (let i = 0; i < users; i++) {
    totals.add(taskRow(task(i + 2, i < deactivations ? 'deactivate' : 'update', `u${i}@x.org`)));
  }
  return totals;
}

describe('the guard of deactivations', () => {
  it.each<[GuardLimit, number, number, boolean]>([
    [{ percent: 10, atLeast: 10 }, 10, 10, true],
    [{ percent: 10, atLeast: 10 }, 11, 11, false],
    [{ percent: 10, atLeast: 10 }, 50, 10, true],
    [{ percent: 10, atLeast: 10 }, 50, 11, false],
    [{ percent: 10, atLeast: 10 }, 100, 10, true],
    [{ percent: 10, atLeast: 10 }, 100, 11, false],
    [{ percent: 10, atLeast: 10 }, 109, 11, false],
    [{ percent: 10, atLeast: 10 }, 110, 11, true],
    [{ percent: 10, atLeast: 10 }, 110, 12, false],
    [{ percent: 10, atLeast: 10 }, 200, 20, true],
    [{ percent: 10, atLeast: 10 }, 200, 21, false],
    [{ percent: 0, atLeast: 10 }, 100, 10, true],
    [{ percent: 0, atLeast: 10 }, 100, 11, false],
    [{ percent: 0, atLeast: 0 }, 100, 1, false],
    [{ percent: 10, atLeast: 0 }, 20, 3, false],
    [{ percent: 12.5, atLeast: 10 }, 200, 25, true],
    [{ percent: 12.5, atLeast: 10 }, 200, 26, false],
    [{ percent: 100, atLeast: 10 }, 40, 40, true],
    [{ count: 0 }, 5, 0, true],
    [{ count: 0 }, 5, 1, false],
    [{ count: 3 }, 5, 3, true],
    [{ count: 3 }, 500, 4, false],
    [{ count: 25 }, 25, 25, true],
  ])('with %j: of %i users, %i deactivated: %s', (deactivate, users, deactivations, passes) => {
    const guard = () => checkGuards(totalsOf(users, deactivations), { deactivate, remove: NONE });
    if (passes) expect(guard).not.toThrow();
    else expect(guard).toThrow(GuardRefusal);
  });

  it('says what was found, what is allowed and what to do', () => {
    expect(() =>
      checkGuards(totalsOf(120, 30), { deactivate: { percent: 10, atLeast: 10 }, remove: NONE }),
    ).toThrow(
      'The input deactivates 30 of 120 users; at most 12 are allowed (--max-deactivate: 10 % of the users that the ' +
        'input names, at least 10). Nothing was sent. If this is meant, run it with --max-deactivate 30.',
    );
    expect(() => checkGuards(totalsOf(120, 30), { deactivate: { count: 5 }, remove: NONE })).toThrow(
      'The input deactivates 30 of 120 users; at most 5 are allowed (--max-deactivate: 5). Nothing was sent. If this ' +
        'is meant, run it with --max-deactivate 30.',
    );
  });

  it('counts users, not rows: one who is switched off twice is one', () => {
    const totals = totalsOf(11, 10);
    for (let line = 100; line < 110; line++) totals.add(taskRow(task(line, 'deactivate', 'U0@x.org')));
    expect(totals.guarded('deactivate')).toBe(10);
    expect(() =>
      checkGuards(totals, { deactivate: { percent: 10, atLeast: 10 }, remove: NONE }),
    ).not.toThrow();
  });

  it('leaves out whom the operator protects', () => {
    const totals = new InputTotals(ACTIONS, new Protection(['boss@x.org']), 'fail');
    totals.add(taskRow(task(2, 'deactivate', 'boss@x.org')));
    expect(totals.guarded('deactivate')).toBe(0);
    expect(() => checkGuards(totals, { deactivate: NONE, remove: NONE })).not.toThrow();
  });
});

describe('the guard of removals', () => {
  /** An input that updates so many users and removes others, some of them twice. */
  function totalsOf(updates: number, removals: number): InputTotals {
    const totals = new InputTotals(ACTIONS, new Protection(['boss@x.org']), 'fail');
    for (let i = 0; i < updates; i++) totals.add(taskRow(task(i + 2, 'update', `u${i}@x.org`)));
    for (let i = 0; i < removals; i++) {
      const action = i % 2 === 0 ? 'delete' : 'disassociate';
      totals.add(taskRow(task(1_000 + i, action, `gone${Math.floor(i / 2)}@x.org`)));
    }
    return totals;
  }

  it.each<[GuardLimit, number, boolean]>([
    [NONE, 0, true],
    [NONE, 1, false],
    [{ count: 3 }, 3, true],
    [{ count: 3 }, 4, false],
    [{ percent: 10, atLeast: 0 }, 2, true],
    [{ percent: 10, atLeast: 0 }, 3, false],
  ])('with %j: of 20 users, %i rows of removals: %s', (remove, removals, passes) => {
    const guard = () => checkGuards(totalsOf(20, removals), { deactivate: NONE, remove });
    if (passes) expect(guard).not.toThrow();
    else expect(guard).toThrow(GuardRefusal);
  });

  it('counts rows of both actions, and those of protected users not', () => {
    const totals = totalsOf(20, 4);
    totals.add(taskRow(task(5_000, 'delete', 'Boss@x.org')));
    expect([totals.guarded('remove'), totals.guarded('deactivate')]).toEqual([4, 0]);
  });

  it('says what was found, what is allowed and what to do', () => {
    const guard = (removals: number) => () =>
      checkGuards(totalsOf(20, removals), { deactivate: NONE, remove: NONE });
    expect(guard(4)).toThrow(
      'The input has 4 rows that remove a user; at most 0 are allowed (--max-remove: 0). Nothing was sent. If this is ' +
        'meant, run it with --max-remove 4.',
    );
    expect(guard(1)).toThrow('The input has 1 row that removes a user; at most 0 are allowed');
  });
});
