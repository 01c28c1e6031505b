import { expect, it, onTestFinished } from 'vitest';
import { Simulator } from '../../src/simulator/simulator.ts';
import { runCli } from '../support/run-cli.ts';

it.each([
  ['onboarding', { not_attempted: 22 }, ''],
  [
    'nightly',
    { skipped: 1, not_attempted: 19 },
    'Warning: Nobody in the file falls under --protect zoom-admin@example.com: is that right?\n',
  ],
  ['preview', { not_attempted: 22 }, ''],
])('jobs/%s.ts previews without a problem', async (job, outcomes, says) => {
  const { code, stderr, summary } = await runCli(['preview', `jobs/${job}.ts`]);
  expect({ code, stderr, ...(await summary()) }).toMatchObject({ code: 0, stderr: says, outcomes });
});

it('jobs/nightly.ts, which says yes, is not said to ask', async () => {
  const { stdout } = await runCli(['preview', 'jobs/nightly.ts']);
  expect(stdout).toMatch(/^Consent {4}3 deactivations$/m);
});

it('jobs/preview.ts sends nothing when it is run, without credentials', async () => {
  const { code, stdout, summary } = await runCli(['run', 'jobs/preview.ts']);
  expect({ code, ...(await summary()) }).toMatchObject({ code: 0, requests: 0 });
  expect(stdout).toContain('nothing was sent');
});

it('jobs/onboarding.ts maps, computes and fills the columns of the HR export', async () => {
  const simulator = await startSimulator();
  const { code, summary } = await runCli(['run', 'jobs/onboarding.ts'], simulator.env);
  expect({ code, ...(await summary()) }).toMatchObject({ code: 0, outcomes: { created: 22 } });

  expect(simulator.user('benedikt.hofer@example.com')).toMatchObject({
    status: 'active',
    type: 2,
    loginType: 101,
    fields: {
      first_name: 'Benedikt',
      last_name: 'Hofer',
      display_name: 'Ben Hofer',
      dept: 'Engineering',
      job_title: 'Software Engineer',
      cost_center: 'CC-2100',
      manager: 'marek.wojcik@example.com',
      location: 'Berlin',
      timezone: 'Europe/Berlin',
      company: 'Example Ltd',
      language: 'en-US',
      custom_attributes: [{ key: 'cbf_employee_no', value: '40802' }],
    },
  });
  expect(simulator.user('caoimhe.nibhriain@example.com')?.fields).toMatchObject({
    display_name: 'Keeva Ní Bhriain',
    phone_numbers: [{ label: 'Office', code: '+44' }],
  });
  expect(simulator.user('lorenzo.bianchi@example.com')?.fields.display_name).toBe('Lorenzo Bianchi');
  expect(simulator.user('dhruv.nair@example.com')?.type, 'a contingent worker is basic').toBe(1);
});

it('jobs/onboarding.ts run a second time updates who is there already', async () => {
  const simulator = await startSimulator();
  simulator.seed({ email: 'amara.diallo@example.com', fields: { dept: 'Sales' } });
  const { code, summary } = await runCli(['run', 'jobs/onboarding.ts'], simulator.env);
  expect({ code, ...(await summary()) }).toMatchObject({ code: 0, outcomes: { created: 21, updated: 1 } });
  expect(simulator.user('amara.diallo@example.com')?.fields.dept).toBe('Finance');
});

it('jobs/nightly.ts goes through without a terminal and leaves the protected alone', async () => {
  const { code, results, summary } = await runCli(['run', 'jobs/nightly.ts', '--simulate']);
  expect({ code, ...(await summary()) }).toMatchObject({
    code: 0,
    outcomes: { updated: 15, activated: 1, deactivated: 3, skipped: 1 },
  });
  const board = (await results()).find((line) => line.includes('chair@board.example.com'));
  expect(board).toMatch(/,skipped,.*protected by --protect \*@board\.example\.com,0,/);
});

it('jobs/nightly.ts is refused when there are more leavers than it allows', async () => {
  const { code, stderr } = await runCli(['run', 'jobs/nightly.ts', '--simulate', '--max-deactivate', '2']);
  expect(code).toBe(6);
  expect(stderr).toContain('The input deactivates 3 of 19 users; at most 2 are allowed');
});

async function startSimulator(): Promise<Simulator> {
  const simulator = await Simulator.start({ plan: 'business' });
  onTestFinished(() => simulator.close());
  return simulator;
}
