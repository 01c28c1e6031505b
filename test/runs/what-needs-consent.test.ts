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
  const totals = new InputTotals(ACTIONS, new Protection(['boss@x.org']));
  for (const its of tasks) totals.add(taskRow(its));
  expect(whatNeedsConsent(totals)).toBe(what);
});
