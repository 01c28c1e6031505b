import { expect, it } from 'vitest';
import { ACTIONS } from '../../src/actions/index.ts';
import type { CheckedRow } from '../../src/core/task.ts';
import { CreateCalendar } from '../../src/engine/forecast.ts';
import { InputTotals } from '../../src/engine/input-totals.ts';
import { previewRows } from '../../src/engine/preview-rows.ts';
import { Protection } from '../../src/engine/protection.ts';
import { AT, sourceOf, task, taskRow } from '../support/engine-rig.ts';

async function previewOf(rows: readonly CheckedRow[], perDay = 1) {
  const protection = new Protection(['boss@x.org']);
  const totals = new InputTotals(ACTIONS, protection, 'fail');
  const rules = { actions: ACTIONS, protection, calendar: new CreateCalendar(perDay, perDay, AT) };
  const { signal } = new AbortController();
  const results = await Array.fromAsync(previewRows(sourceOf(rows), totals, rules, signal));
  return { results: results.flat(), totals };
}

const BLANK = {
  warnings: [],
  awaitsInvitation: false,
  attempts: 0,
  userId: '',
  trackingId: '',
  startedAt: '',
  finishedAt: '',
};

it('says of every row what a run would do, and on which day', async () => {
  const problems = [{ column: 'type', message: 'no' }];
  const warnings = [{ column: 'type', message: '3 is retired' }];
  const profile = { type: 1, dept: 'Sales' };
  const { results, totals } = await previewOf([
    taskRow(task(2, 'create', 'a@x.org', { fields: profile })),
    taskRow(task(3, 'create', 'b@x.org', { fields: { type: 1 } })),
    taskRow(task(4, 'ssoCreate', 'c@x.org', { fields: profile, warnings })),
    taskRow(task(5, 'update', 'id-d', { fields: { dept: 'IT' } })),
    taskRow(task(6, 'deactivate', 'e@x.org')),
    taskRow(task(7, 'password', 'f@x.org')),
    taskRow(task(8, 'create', 'boss@x.org', { fields: profile })),
    { kind: 'invalid', line: 9, action: 'update', user: 'h@x.org', problems },
  ]);
  const would = (...steps: string[]) => ({ kind: 'preview', steps }) as const;
  const open = { ...BLANK, outcome: 'not_attempted' };
  expect(results).toEqual([
    {
      ...open,
      line: 2,
      action: 'create',
      user: 'a@x.org',
      reason: { ...would('create the user'), day: '2026-11-22', awaitsInvitation: true },
    },
    {
      ...open,
      line: 3,
      action: 'create',
      user: 'b@x.org',
      reason: { ...would('create the user'), day: '2026-11-23' },
    },
    {
      ...open,
      line: 4,
      action: 'ssoCreate',
      user: 'c@x.org',
      reason: would('create the user', 'update the user'),
      warnings,
    },
    { ...open, line: 5, action: 'update', user: 'id-d', userId: 'id-d', reason: would('update the user') },
    { ...open, line: 6, action: 'deactivate', user: 'e@x.org', reason: would('set the status') },
    { ...open, line: 7, action: 'password', user: 'f@x.org', reason: would('set the password') },
    {
      ...BLANK,
      line: 8,
      action: 'create',
      user: 'boss@x.org',
      outcome: 'skipped',
      reason: { kind: 'protected', pattern: 'boss@x.org' },
    },
    {
      ...BLANK,
      line: 9,
      action: 'update',
      user: 'h@x.org',
      outcome: 'invalid',
      reason: { kind: 'invalid', problems },
    },
  ]);
  expect([totals.rows, totals.invalid, totals.protectedRows, totals.awaitingInvitation]).toEqual([
    8, 1, 1, 1,
  ]);
});

it('says when the share leaves no invitation on any day', async () => {
  const { results } = await previewOf([taskRow(task(2, 'create', 'a@x.org'))], 0);
  expect(results.map(({ reason }) => reason)).toEqual([
    { kind: 'preview', steps: ['create the user'], day: 'none' },
  ]);
});
