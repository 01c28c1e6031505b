import { expect, it } from 'vitest';
import { ACTIONS } from '../../src/actions/index.ts';
import type { CheckedRow } from '../../src/core/task.ts';
import { InputTotals } from '../../src/engine/input-totals.ts';
import { Protection } from '../../src/engine/protection.ts';
import { task, taskRow } from '../support/engine-rig.ts';

it('counts rows, users, calls and what needs consent; invalid and protected rows ask for nothing', () => {
  const totals = new InputTotals(ACTIONS, new Protection(['boss@x.org']));
  const invalid: CheckedRow = { kind: 'invalid', line: 9, action: 'create', user: '', problems: [] };
  const rows = [
    taskRow(task(2, 'create', 'a@x.org', { fields: { type: 1, dept: 'Sales' } })),
    taskRow(task(3, 'ssoCreate', 'b@x.org', { fields: { type: 1, dept: 'Sales' } })),
    taskRow(task(4, 'ssoCreate', 'c@x.org', { fields: { type: 1 }, warnings: ['pay attention'] })),
    taskRow(task(5, 'update', 'A@X.org', { fields: { dept: 'IT' } })),
    taskRow(task(6, 'deactivate', 'd@x.org')),
    taskRow(task(7, 'password', 'id-e')),
    taskRow(task(8, 'activate', 'id-e')),
    invalid,
    taskRow(task(10, 'deactivate', 'Boss@x.org')),
    taskRow(task(11, 'password', 'boss@x.org')),
  ];
  for (const row of rows) totals.add(row);
  const {
    valid,
    users,
    rows: count,
    invalid: bad,
    warned,
    protectedRows,
    deactivations,
    passwordChanges,
  } = totals;
  expect({ valid, users, count, bad, warned, protectedRows, deactivations, passwordChanges }).toEqual({
    count: 10,
    bad: 1,
    valid: 9,
    users: 6,
    warned: 1,
    protectedRows: 2,
    deactivations: 1,
    passwordChanges: 1,
  });
  expect(totals.byAction).toEqual({
    create: 1,
    ssoCreate: 2,
    update: 1,
    deactivate: 2,
    password: 2,
    activate: 1,
  });
  expect(totals.calls).toEqual({ createUser: 3, updateUser: 2, setStatus: 2, setPassword: 1, getUser: 0 });
});
