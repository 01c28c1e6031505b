import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../../src/actions/index.ts';
import { GuardRefusal } from '../../src/core/guard-refusal.ts';
import { type DeactivationLimit, guardDeactivations } from '../../src/engine/guards.ts';
import { InputTotals } from '../../src/engine/input-totals.ts';
import { Protection } from '../../src/engine/protection.ts';
import { task, taskRow } from '../support/engine-rig.ts';

/** An input that names so many users and deactivates so many of them. */
function totalsOf(users: number, deactivations: number): InputTotals {
  const totals = new InputTotals(ACTIONS, new Protection([]));
  for (let i = 0; i < users; i++) {
    totals.add(taskRow(task(i + 2, i < deactivations ? 'deactivate' : 'update', `u${i}@x.org`)));
  }
  return totals;
}

describe('guardDeactivations', () => {
  it.each<[DeactivationLimit, number, number, boolean]>([
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
  ])('with %j: of %i users, %i deactivated: %s', (limit, users, deactivations, passes) => {
    const guard = () => guardDeactivations(totalsOf(users, deactivations), limit);
    if (passes) expect(guard).not.toThrow();
    else expect(guard).toThrow(GuardRefusal);
  });

  it('says what was found, what is allowed and what to do', () => {
    expect(() => guardDeactivations(totalsOf(120, 30), { percent: 10, atLeast: 10 })).toThrow(
      'The input deactivates 30 of 120 users; at most 12 are allowed (--max-deactivate: 10 % of the users that the ' +
        'input names, at least 10). Nothing was sent. If this is meant, run it with --max-deactivate 30.',
    );
    expect(() => guardDeactivations(totalsOf(120, 30), { count: 5 })).toThrow(
      'The input deactivates 30 of 120 users; at most 5 are allowed (--max-deactivate: 5). Nothing was sent. If this ' +
        'is meant, run it with --max-deactivate 30.',
    );
  });
});

it('counts users, not rows: one who is switched off twice is one', () => {
  const totals = totalsOf(11, 10);
  for (let line = 100; line < 110; line++) totals.add(taskRow(task(line, 'deactivate', 'U0@x.org')));
  expect(totals.deactivations).toBe(10);
  expect(() => guardDeactivations(totals, { percent: 10, atLeast: 10 })).not.toThrow();
});
