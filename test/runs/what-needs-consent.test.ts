import { expect, it } from 'vitest';
import { ACTIONS } from '../../src/actions/index.ts';
import type { Task } from '../../src/core/task.ts';
import { InputTotals } from '../../src/engine/input-totals.ts';
import { Protection } from '../../src/engine/protection.ts';
import { whatNeedsConsent } from '../../src/runs/what-needs-consent.ts';
import { task, taskRow } from '../support/engine-rig.ts';

it.each<[readonly Task[], string | undefined]>([
  [[], undefined],
  [[task(2, 'update', 'a@x.org'), task(3, 'activate', 'b@x.org')], undefined],
  [[task(2, 'deactivate', 'boss@x.org')], undefined],
  [[task(2, 'deactivate', 'a@x.org')], 'deactivates 1 user (they lose their licences)'],
  [
    [task(2, 'password', 'a@x.org'), task(3, 'deactivate', 'b@x.org'), task(4, 'deactivate', 'c@x.org')],
    'deactivates 2 users (they lose their licences) and changes 1 password (Zoom sends each user a mail)',
  ],
])('of %j the operator must agree to: %s', (tasks, what) => {
  const totals = new InputTotals(ACTIONS, new Protection(['boss@x.org']), 'fail');
  for (const its of tasks) totals.add(taskRow(its));
  expect(whatNeedsConsent(totals)).toBe(what);
});

it.each([
  ['fail', 1, undefined],
  ['skip', 1, undefined],
  ['update', 2, undefined],
  ['update', 1, 'sets a lower type for 2 users if they exist already (they lose their licences)'],
  ['update', 4, 'sets a lower type for 2 users if they exist already (they lose their licences)'],
  ['reactivate', 99, 'sets a lower type for 2 users if they exist already (they lose their licences)'],
] as const)(
  'a create that may take a licence, with --on-exists %s and type %d: %s',
  (onExists, type, what) => {
    const totals = new InputTotals(ACTIONS, new Protection([]), onExists);
    for (const its of [
      task(2, 'ssoCreate', 'a@x.org', { fields: { type } }),
      task(3, 'ssoCreate', 'b@x.org', { fields: { type } }),
      // A default takes nobody a licence, nor does a type that is not sent beside a plan.
      task(4, 'ssoCreate', 'c@x.org', { fields: { type }, added: ['type'] }),
      task(5, 'ssoCreate', 'd@x.org', { fields: { type, zoom_one_type: 16 } }),
      task(6, 'update', 'e@x.org', { fields: { type } }),
      task(7, 'update', 'f@x.org', { fields: { zoom_one_type: 0 } }),
      task(8, 'update', 'g@x.org', { fields: { plan_united_type: 'none' } }),
      task(9, 'update', 'h@x.org', { fields: { plan_united_type: '1', zoom_one_type: 16 } }),
    ]) {
      totals.add(taskRow(its));
    }
    expect(whatNeedsConsent(totals)).toBe(what);
    expect(totals.takingLicence).toBe(type === 2 ? 2 : 3);
  },
);
