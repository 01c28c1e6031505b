import { expect, it, onTestFinished } from 'vitest';
import { Simulator } from '../../src/simulator/simulator.ts';
import { runCli } from '../support/run-cli.ts';

it.each([
  ['onboarding', { not_attempted: 22 }, ''],
  ['preview', { not_attempted: 22 }, ''],
])('jobs/%s.ts previews without a problem', async (job, outcomes, says) => {
  const { code, stderr, summary } = await runCli(['preview', `jobs/${job}.ts`]);
  expect({ code, stderr, ...(await summary()) }).toMatchObject({ code: 0, stderr: says, outcomes });
});

it('jobs/nightly.ts previewed says what it would do, and changes nothing', async () => {
  const { code, stdout } = await runCli(['preview', 'jobs/nightly.ts', '--simulate']);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^ {2}2 rows: deactivate a user\n {4}former\.colleague@example\.com: not in the roster$/m,
  );
  expect(stdout).toContain('Nothing was changed.');
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

it('jobs/nightly.ts goes through without a terminal, and its actions.csv is what was run', async () => {
  const { code, results, summary } = await runCli(['run', 'jobs/nightly.ts', '--simulate']);
  expect({ code, ...(await summary()) }).toMatchObject({
    code: 0,
    outcomes: { created: 2, updated: 2, activated: 1, deactivated: 2 },
  });
  expect((await results()).filter((line) => line.includes('zoom.owner@'))).toEqual([]);
});

it('jobs/nightly.ts is refused when there are more leavers than it allows', async () => {
  const { code, stderr } = await runCli(['run', 'jobs/nightly.ts', '--simulate', '--max-deactivate', '1']);
  expect(code).toBe(6);
  expect(stderr).toMatch(/The input deactivates 2 of \d+ users; at most 1 are allowed/);
});

async function startSimulator(): Promise<Simulator> {
  const simulator = await Simulator.start({ plan: 'business' });
  onTestFinished(() => simulator.close());
  return simulator;
}
