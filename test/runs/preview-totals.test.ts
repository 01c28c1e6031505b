import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../../src/actions/index.ts';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import type { Task } from '../../src/core/task.ts';
import { CreateCalendar } from '../../src/engine/forecast.ts';
import { InputTotals } from '../../src/engine/input-totals.ts';
import { Protection } from '../../src/engine/protection.ts';
import { previewTotals, refusalOf } from '../../src/runs/preview-totals.ts';
import { AT, task, taskRow } from '../support/engine-rig.ts';

const settingsOf = (commandLine: Readonly<Record<string, unknown>>) =>
  resolveSettings({ commandLine, environment: {} }).settings;

function totalsOf(tasks: readonly Task[]): InputTotals {
  const totals = new InputTotals(ACTIONS, new Protection(['boss@x.org']), 'fail');
  for (const its of tasks) totals.add(taskRow(its));
  return totals;
}

const leavers = (count: number) =>
  Array.from({ length: count }, (_, at) => task(at + 2, 'deactivate', `u${at}@x.org`));

describe('the totals of a preview', () => {
  const odd = { warnings: [{ column: 'type', message: 'type: 3 is retired' }] };
  const totals = totalsOf([
    task(2, 'ssoCreate', 'a@x.org', { fields: { dept: 'Sales' } }),
    task(3, 'create', 'b@x.org', { fields: { dept: 'Sales' } }),
    task(4, 'update', 'a@x.org', { fields: { dept: 'IT' }, ...odd }),
    task(5, 'update', 'boss@x.org', { fields: { dept: 'IT' } }),
    task(6, 'deactivate', 'c@x.org'),
    task(7, 'password', 'd@x.org'),
  ]);
  totals.add({ kind: 'invalid', line: 8, action: '', user: '', problems: [] });
  const calendar = new CreateCalendar(50, 1, AT);
  calendar.next();
  calendar.next();

  it('tell what rows, users, calls and days there are, by action in the order of the actions', () => {
    const { seconds, ...told } = previewTotals(totals, calendar, settingsOf({ plan: 'free', share: '50%' }));
    expect(told).toEqual({
      rows: 7,
      valid: 6,
      invalid: 1,
      warned: 1,
      users: 5,
      protectedRows: 1,
      takingLicence: 0,
      awaitingInvitation: 1,
      actions: [
        { action: 'create', rows: 1, rowsAre: ACTIONS.create.rowsAre },
        { action: 'ssoCreate', rows: 1, rowsAre: ACTIONS.ssoCreate.rowsAre },
        { action: 'update', rows: 2, rowsAre: 'changes to users' },
        { action: 'deactivate', rows: 1, rowsAre: ACTIONS.deactivate.rowsAre },
        { action: 'password', rows: 1, rowsAre: ACTIONS.password.rowsAre },
      ],
      consents: [
        { count: 1, noun: 'deactivation' },
        { count: 1, noun: 'password change' },
      ],
      calls: expect.any(Object),
      days: [
        { date: '2026-11-22', creates: 1 },
        { date: '2026-11-23', creates: 1 },
      ],
    });
    const whole = previewTotals(totals, calendar, settingsOf({ plan: 'free' }));
    expect(seconds, 'half the limits take twice the time').toBeCloseTo(2 * whole.seconds);
  });
});

describe('the refusal that a preview foretells', () => {
  it.each<[readonly Task[], Readonly<Record<string, unknown>>, string | undefined]>([
    [leavers(10), {}, undefined],
    [
      leavers(11),
      {},
      'The input deactivates 11 of 11 users; at most 10 are allowed (--max-deactivate: 10 % of the users that the ' +
        'input names, at least 10). Nothing was sent. If this is meant, run it with --max-deactivate 11.',
    ],
    [leavers(11), { maxDeactivate: 11 }, undefined],
    [
      [task(2, 'delete', 'a@x.org')],
      {},
      'The input has 1 row that removes a user; at most 0 are allowed (--max-remove: 0). Nothing was sent. If this ' +
        'is meant, run it with --max-remove 1.',
    ],
    [[task(2, 'delete', 'a@x.org')], { maxRemove: 1 }, undefined],
  ])('of %j with %j', (tasks, given, refusal) => {
    expect(refusalOf(totalsOf(tasks), settingsOf(given))).toBe(refusal);
  });
});
