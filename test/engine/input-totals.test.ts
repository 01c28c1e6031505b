import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../../src/actions/index.ts';
import type { ActionTable } from '../../src/core/action.ts';
import type { CheckedRow, Task } from '../../src/core/task.ts';
import { InputTotals } from '../../src/engine/input-totals.ts';
import { Protection } from '../../src/engine/protection.ts';
import { task, taskRow } from '../support/engine-rig.ts';

function totalsOf(rows: readonly CheckedRow[], actions: ActionTable = ACTIONS): InputTotals {
  const totals = new InputTotals(actions, new Protection(['boss@x.org']), 'fail');
  for (const row of rows) totals.add(row);
  return totals;
}

/** How often the operator is asked for what. */
function asked(tasks: readonly Task[], actions?: ActionTable): string[] {
  return totalsOf(tasks.map(taskRow), actions).consents.map(
    ({ consent, count }) => `${count} ${consent.noun}, by ${consent.counts}`,
  );
}

describe('the totals of an input', () => {
  it('name the patterns that nobody falls under, however the rows that do are otherwise', () => {
    const patterns = ['a@x.org', '*@x.org', 'bad@*', 'id-*', 'b@y.org'];
    const totals = new InputTotals(ACTIONS, new Protection(patterns), 'fail');
    expect(totals.protectsNobody).toEqual(patterns);
    totals.add(taskRow(task(2, 'activate', 'A@x.org')));
    totals.add(taskRow(task(3, 'activate', 'id-c')));
    totals.add({ kind: 'invalid', line: 4, action: 'create', user: 'bad@z.org', problems: [] });
    expect(totals.protectsNobody).toEqual(['id-*', 'b@y.org']);
    expect(totals.byIdAlone).toBe(1);
  });

  it('count rows, users and calls; invalid and protected rows ask for nothing', () => {
    const warnings = [{ column: 'type', message: 'pay attention' }];
    const totals = totalsOf([
      taskRow(task(2, 'create', 'a@x.org', { fields: { type: 1, dept: 'Sales' } })),
      taskRow(task(3, 'ssoCreate', 'b@x.org', { fields: { type: 1, dept: 'Sales' } })),
      taskRow(task(4, 'ssoCreate', 'c@x.org', { fields: { type: 1 }, warnings })),
      taskRow(task(5, 'update', 'A@X.org', { fields: { dept: 'IT' } })),
      taskRow(task(6, 'deactivate', 'd@x.org')),
      taskRow(task(7, 'password', 'id-e')),
      taskRow(task(8, 'activate', 'id-e')),
      taskRow(task(13, 'delete', 'f@x.org')),
      { kind: 'invalid', line: 9, action: 'create', user: '', problems: [] },
      taskRow(task(10, 'deactivate', 'Boss@x.org')),
      taskRow(task(11, 'password', 'boss@x.org')),
      taskRow(task(12, 'create', 'boss@x.org', { fields: { type: 1, dept: 'Sales' } })),
    ]);
    const { rows, invalid, valid, users, warned, protectedRows, invitations, awaitingInvitation } = totals;
    const counts = { rows, invalid, valid, users, warned, protectedRows, invitations, awaitingInvitation };
    expect(counts).toEqual({
      rows: 12,
      invalid: 1,
      valid: 11,
      users: 7,
      warned: 1,
      protectedRows: 3,
      invitations: 1,
      awaitingInvitation: 1,
    });
    expect(totals.byAction).toEqual({
      create: 2,
      ssoCreate: 2,
      update: 1,
      deactivate: 2,
      password: 2,
      activate: 1,
      delete: 1,
    });
    expect(Object.fromEntries(Object.entries(totals.calls).filter(([, count]) => count > 0))).toEqual({
      createUser: 3,
      updateUser: 2,
      setStatus: 2,
      setPassword: 1,
      removeUser: 1,
      // One for the row that removes somebody, two for the ids, which may be those of addresses in other rows.
      getUser: 3,
      listUsers: 1,
    });
    expect([totals.guarded('deactivate'), totals.guarded('remove')]).toEqual([1, 1]);
    expect(totals.consents.map(({ consent, count }) => consent.asks(count))).toEqual([
      'deactivates 1 user (they lose their licences)',
      'changes 1 password (Zoom sends each user a mail)',
      'deletes 1 user with all data, for good',
    ]);
  });

  it('of nothing ask for nothing', () => {
    const totals = totalsOf([]);
    expect([totals.rows, totals.users, totals.guarded('deactivate'), totals.consents]).toEqual([0, 0, 0, []]);
  });
});

describe('the consent that an input needs', () => {
  it.each<[string, readonly Task[], readonly string[]]>([
    [
      'counts users where several rows of one do no more than one',
      [task(2, 'deactivate', 'a@x.org'), task(3, 'deactivate', 'A@X.org'), task(4, 'deactivate', 'b@x.org')],
      ['2 deactivation, by users'],
    ],
    [
      'counts rows where each does something',
      [task(2, 'password', 'a@x.org'), task(3, 'password', 'a@x.org')],
      ['2 password change, by rows'],
    ],
    [
      'comes in the order of the actions, whatever the order of the rows',
      [task(2, 'password', 'a@x.org'), task(3, 'deactivate', 'a@x.org'), task(4, 'update', 'a@x.org')],
      ['1 deactivation, by users', '1 password change, by rows'],
    ],
    ['is none for what anybody may do', [task(2, 'update', 'a@x.org'), task(3, 'create', 'b@x.org')], []],
    ['is none for the protected alone', [task(2, 'deactivate', 'boss@x.org')], []],
  ])('%s', (_, tasks, expected) => {
    expect(asked(tasks)).toEqual(expected);
  });

  it('and the guard follow from the table of the actions', () => {
    const { consent, guard, ...harmless } = ACTIONS.deactivate;
    if (!consent || !guard) throw new Error('deactivations are guarded');
    const actions: ActionTable = {
      ...ACTIONS,
      deactivate: harmless,
      activate: { ...ACTIONS.activate, consent: { ...consent, counts: 'rows', noun: 'activation' }, guard },
    };
    const tasks = [
      task(2, 'deactivate', 'a@x.org'),
      task(3, 'activate', 'b@x.org'),
      task(4, 'activate', 'b@x.org'),
    ];
    expect(asked(tasks, actions)).toEqual(['2 activation, by rows']);
    expect(totalsOf(tasks.map(taskRow), actions).guarded('deactivate')).toBe(1);
  });
});
