import { describe, expect, it } from 'vitest';
import { AT_ONCE, Rig, runArgs, until } from '../support/cli-rig.ts';
import { hasFaketime, SteppingClock } from '../support/stepping-clock.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const name = (number: number) => `u${number}@example.com`;

/** Rows that make users, of whom every fifth is one that the account has had for a minute, name and type the same. */
function writeInput(rig: Rig, count: number): string {
  const rows = Array.from({ length: count }, (_, index) => `ssoCreate,${name(index)},Ann,basic`);
  for (let number = 0; number < count; number += 5) {
    const createdAt = new Date(Date.now() - 60_000).toISOString();
    rig.simulator.seed({ email: name(number), type: 1, createdAt, fields: { first_name: 'Ann' } });
  }
  return rig.write('input.csv', ['action,email,first_name,type', ...rows]);
}

/** What the report says of such rows, and how often each user was made. */
function expectTruth(rig: Rig, count: number): void {
  const isOld = (number: number) => number % 5 === 0;
  const numbers = Array.from({ length: count }, (_, number) => number);
  expect(rig.cells(['user', 'outcome'])).toEqual(
    numbers.map((number) => `${name(number)} ${isOld(number) ? 'exists' : 'created'}`),
  );
  const made = rig.effects().filter((effect) => effect.startsWith('POST'));
  expect(made.sort()).toEqual(
    numbers
      .filter((number) => !isOld(number))
      .map((number) => `POST ${name(number)}`)
      .sort(),
  );
  for (const { started_at, finished_at } of rig.results()) expect(finished_at >= started_at).toBe(true);
  const { started_at, finished_at } = rig.summary();
  expect(String(finished_at) >= String(started_at)).toBe(true);
}

describe.skipIf(!hasFaketime)('a clock that is wrong (needs faketime)', AT_ONCE, () => {
  it.each([
    ['an hour behind', -HOUR_MS, "This computer's clock is 1 h behind Zoom's"],
    ['a day and two hours ahead', 26 * HOUR_MS, "This computer's clock is 1 day 2 h ahead of Zoom's"],
  ])('by %s does not decide whose a user is, and is told of once', async (_how, offMs, said) => {
    await using rig = await Rig.open({ latencyMs: 30 });
    const clock = new SteppingClock(rig.folder, offMs);
    const input = writeInput(rig, 20);
    rig.simulator.fault({ kind: 'reset-after', match: { method: 'POST' }, times: 12 });
    const env = { ...rig.simulator.env, ...clock.env };
    const end = await rig.cli(runArgs(input), { env });
    expect(end.code).toBe(1);
    expect(end.stderr.split(said).length).toBe(2);
    expect(end.stderr).not.toContain('was set');
    expectTruth(rig, 20);
  });

  it('while it runs, forward, changes nothing but that it is told', async () => {
    await using rig = await Rig.open({ latencyMs: 30 });
    const { simulator } = rig;
    const clock = new SteppingClock(rig.folder);
    const input = writeInput(rig, 60);
    simulator.fault({ kind: 'reset-after', match: { method: 'POST' }, times: 30, probability: 0.5 });
    const running = rig.start(runArgs(input), { env: { ...simulator.env, ...clock.env } });
    await until(() => simulator.journal.length > 20, 'requests are under way');
    clock.set(HOUR_MS);
    const { code, stderr } = await running.ended;
    expect(code).toBe(1);
    expect(stderr).toContain('was set forward by 1 h during the run');
    expectTruth(rig, 60);
  });

  it('in the session that died, and wrong otherwise in the next, does not make a user twice', async () => {
    await using rig = await Rig.open();
    const { simulator } = rig;
    const input = writeInput(rig, 10);
    simulator.fault({ kind: 'hang-after', match: { method: 'POST' }, times: 10 });
    const before = new SteppingClock(rig.folder, -5 * HOUR_MS);
    const died = rig.start(runArgs(input), { env: { ...simulator.env, ...before.env } });
    await until(() => simulator.journal.length === 10, 'all is sent');
    died.child.kill('SIGKILL');
    await died.ended;
    const after = new SteppingClock(rig.folder, -9 * HOUR_MS);
    const end = await rig.cli(['resume'], { env: { ...simulator.env, ...after.env } });
    expect(end.code).toBe(1);
    expect(simulator.journal.filter(({ method }) => method === 'POST').length).toBe(10);
    expectTruth(rig, 10);
  });

  it('by a day counts invitations to the day on which Zoom counts them', async () => {
    await using rig = await Rig.open();
    const clock = new SteppingClock(rig.folder, -DAY_MS);
    const env = { ...rig.simulator.env, ...clock.env };
    const input = rig.write('input.csv', [
      'action,email,type',
      'create,a@example.com,1',
      'create,b@example.com,1',
    ]);
    expect((await rig.cli(runArgs(input), { env })).code).toBe(0);
    const { stdout } = await rig.cli(['quota', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ quotas: [{ used: 2 }] });
  });

  it('by an hour waits for the midnight of Zoom, and not for its own', async () => {
    const toMidnight = DAY_MS - (Date.now() % DAY_MS);
    const shiftMs = Math.round((toMidnight - 15_000) / 1000) * 1000;
    await using rig = await Rig.open({ createsPerDay: 1, now: () => Date.now() + shiftMs });
    const clock = new SteppingClock(rig.folder, shiftMs + HOUR_MS);
    const env = { ...rig.simulator.env, ...clock.env };
    const rows = ['create,a@example.com,1', 'create,b@example.com,1'];
    const input = rig.write('input.csv', ['action,email,type', ...rows]);
    const end = await rig.cli(runArgs(input, '--on-quota', 'wait', '--concurrency', '1'), { env });
    expect(end.code).toBe(0);
    const midnight = new Date(Date.now() + shiftMs).toISOString().slice(0, 10);
    expect(end.stderr).toContain(`The rest waits until ${midnight} 00:00 UTC.`);
    expect(rig.cells(['outcome'])).toEqual(['created', 'created']);
    expect(rig.simulator.stats().refused).toMatchObject({ createQuota: 1 });
  });

  it('by years does not have all runs forgotten', async () => {
    await using rig = await Rig.open();
    const input = rig.write('input.csv', ['action,email,type', 'ssoCreate,a@example.com,1']);
    expect((await rig.run(input)).code).toBe(0);
    const clock = new SteppingClock(rig.folder, 73 * 365 * DAY_MS);
    const end = await rig.cli(['runs', '--prune', '90'], { env: clock.env });
    expect(end.code).toBe(2);
    expect(end.stderr).toMatch(
      /^zoom-provision: Nothing was forgotten, since this computer's clock may be wrong, or was: it says 2099-/,
    );
    const { stdout } = await rig.cli(['runs', '--json']);
    expect(JSON.parse(stdout).runs).toHaveLength(1);
  });
});

describe('a Zoom that does not say what time it is', AT_ONCE, () => {
  it.each([
    ['says nothing', ''],
    ['says 1970', 'Thu, 01 Jan 1970 00:00:00 GMT'],
  ])('and %s leaves unknown what nothing else tells, and no second create leaves', async (_how, date) => {
    await using rig = await Rig.open();
    const { simulator } = rig;
    simulator.fault({ kind: 'reset-after', match: { method: 'POST', path: '/users' } });
    simulator.fault({ kind: 'date', date, times: Number.POSITIVE_INFINITY });
    simulator.fault({ kind: 'date', date, match: { path: '/oauth/token' }, times: Number.POSITIVE_INFINITY });
    const input = rig.write('input.csv', ['action,email,type', 'ssoCreate,a@example.com,1']);
    expect((await rig.run(input)).code).toBe(1);
    expect(rig.cells(['outcome', 'message'])).toEqual([
      'unknown the answer was lost; the account has the user, but nothing tells whether this row made it: ' +
        "when the request left is not known by Zoom's clock; nothing more is sent, so look the user up in Zoom",
    ]);
    expect((await rig.cli(['resume'])).code).toBe(1);
    expect(simulator.journal.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});
