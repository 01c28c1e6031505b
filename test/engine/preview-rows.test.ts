import { expect, it } from 'vitest';
import { ACTIONS } from '../../src/actions/index.ts';
import type { CheckedRow } from '../../src/core/task.ts';
import { CreateCalendar } from '../../src/engine/forecast.ts';
import { InputTotals } from '../../src/engine/input-totals.ts';
import { preview } from '../../src/engine/preview-rows.ts';
import { Protection } from '../../src/engine/protection.ts';
import { AT, sourceOf, task, taskRow } from '../support/engine-rig.ts';

async function previewOf(rows: readonly CheckedRow[], perDay = 1) {
  const protection = new Protection(['boss@x.org']);
  const invalid: CheckedRow[] = [];
  const totals = new InputTotals(ACTIONS, protection);
  const counts = { awaitingInvitation: 0 };
  const results = preview({
    source: sourceOf(rows),
    actions: ACTIONS,
    protection,
    calendar: new CreateCalendar(perDay, perDay, AT),
    totals,
    signal: new AbortController().signal,
    awaitsInvitation: ({ action, fields }) => action === 'create' && 'dept' in fields,
    onAwaiting: () => counts.awaitingInvitation++,
    onInvalid: (row) => invalid.push(row),
  });
  return { results: (await Array.fromAsync(results)).flat(), totals, invalid, counts };
}

it('says of every row what a run would do, and on which day', async () => {
  const bad: CheckedRow = {
    kind: 'invalid',
    line: 9,
    action: 'update',
    user: 'h@x.org',
    problems: [{ column: 'type', message: 'no' }],
  };
  const profile = { type: 1, dept: 'Sales' };
  const { results, totals, invalid, counts } = await previewOf([
    taskRow(task(2, 'create', 'a@x.org', { fields: profile })),
    taskRow(task(3, 'create', 'b@x.org', { fields: { type: 1 } })),
    taskRow(task(4, 'ssoCreate', 'c@x.org', { fields: profile, warnings: ['type 3 is retired'] })),
    taskRow(task(5, 'update', 'id-d', { fields: { dept: 'IT' } })),
    taskRow(task(6, 'deactivate', 'e@x.org')),
    taskRow(task(7, 'password', 'f@x.org')),
    taskRow(task(8, 'create', 'boss@x.org', { fields: profile })),
    bad,
  ]);
  expect(results.map(({ line, outcome, message, userId }) => [line, outcome, message, userId])).toEqual([
    [
      2,
      'not_attempted',
      'preview: would create the user on 2026-11-22; the other columns wait until the invitation is accepted',
      '',
    ],
    [3, 'not_attempted', 'preview: would create the user on 2026-11-23', ''],
    [
      4,
      'not_attempted',
      'preview: would create the user, then update the user; warning: type 3 is retired',
      '',
    ],
    [5, 'not_attempted', 'preview: would update the user', 'id-d'],
    [6, 'not_attempted', 'preview: would set the status', ''],
    [7, 'not_attempted', 'preview: would set the password', ''],
    [8, 'skipped', 'protected by --protect boss@x.org', ''],
    [9, 'invalid', 'type: no', ''],
  ]);
  expect(results[0]).toMatchObject({ attempts: 0, trackingId: '', startedAt: '', finishedAt: '' });
  expect([totals.rows, totals.invalid, totals.protectedRows]).toEqual([8, 1, 1]);
  expect(invalid).toEqual([bad]);
  expect(counts).toEqual({ awaitingInvitation: 1 });
});

it('says when the share leaves no invitation on any day', async () => {
  const { results } = await previewOf([taskRow(task(2, 'create', 'a@x.org'))], 0);
  expect(results[0]?.message).toBe(
    'preview: would create the user on no day: the share leaves no invitation',
  );
});
