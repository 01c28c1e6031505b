import { expect, it } from 'vitest';
import { ACTIONS } from '../../src/actions/index.ts';
import { InputTotals } from '../../src/engine/input-totals.ts';
import { Protection } from '../../src/engine/protection.ts';
import { expectToday } from '../../src/runs/expect-today.ts';
import { task, taskRow } from '../support/engine-rig.ts';

it.each([
  { left: 50, expected: { rows: 6, calls: 8 } },
  { left: 3, expected: { rows: 6, calls: 8 } },
  { left: 2, expected: { rows: 5, calls: 7 } },
  { left: 1, expected: { rows: 4, calls: 6 } },
  { left: 0, expected: { rows: 3, calls: 5 } },
])('leaves out what the day has no invitation for: $left are left', ({ left, expected }) => {
  const totals = new InputTotals(ACTIONS, new Protection(['boss@x.org']), 'fail');
  const profile = { type: 1, dept: 'Sales' };
  for (const its of [
    task(2, 'create', 'a@x.org', { fields: profile }),
    task(3, 'create', 'b@x.org'),
    task(4, 'create', 'c@x.org'),
    task(5, 'ssoCreate', 'd@x.org', { fields: profile }),
    task(6, 'password', 'e@x.org'),
    task(7, 'update', 'f@x.org'),
    task(8, 'update', 'boss@x.org'),
  ]) {
    totals.add(taskRow(its));
  }
  totals.add({ kind: 'invalid', line: 9, action: '', user: '', problems: [] });
  expect(expectToday(totals, left)).toEqual(expected);
});
