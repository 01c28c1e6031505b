import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Job } from '../../src/config/job.ts';
import { GuardRefusal } from '../../src/core/guard-refusal.ts';
import { preview, provision } from '../../src/runs/library.ts';
import { Simulator } from '../../src/simulator/simulator.ts';
import { folderWith } from '../support/folder.ts';
import { openLedger } from '../support/ledger-rig.ts';

const CSV =
  'action,email,dept,password\nupdate,ann@example.com,Finance,\nupdate,ben@example.com,Sales,\npassword,cy@example.com,,Planted-word-7\n';

async function planned(more: Partial<Job> = {}) {
  const simulator = await Simulator.start({ perSecond: { light: Infinity, medium: Infinity } });
  onTestFinished(() => simulator.close());
  for (const name of ['ann', 'ben', 'cy'])
    simulator.seed({ email: `${name}@example.com`, fields: { dept: 'Sales' } });
  const folder = folderWith({ 'people.csv': CSV });
  const inFolder = (name: string) => path.join(folder, name);
  const job = {
    input: inFolder('people.csv'),
    state: inFolder('state'),
    out: inFolder('out'),
    yes: true,
    ...more,
  };
  const options = { environment: simulator.env };
  const { live } = await preview({ ...job, live: true }, options);
  const planFile = String(live?.planFile);
  const effects = () => simulator.journal.filter(({ effect }) => effect).length;
  return {
    simulator,
    planFile,
    input: job.input,
    state: job.state,
    effects,
    run: (its: Partial<Job> = {}, environment = simulator.env) =>
      provision({ ...job, out: inFolder('run'), planFile, ...its }, { environment }),
    /** The plan with something else in it. */
    change: (changes: object) => {
      const plan: object = JSON.parse(readFileSync(planFile, 'utf8'));
      writeFileSync(planFile, JSON.stringify({ ...plan, ...changes }));
    },
  };
}

async function refusalOf(run: Promise<unknown>): Promise<string> {
  const error: unknown = await run.then(undefined, (thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(GuardRefusal);
  return String(error);
}

it('carries out what was shown, and counts the questions among its requests', async () => {
  const { run, simulator } = await planned();
  const before = simulator.stats().requests + simulator.stats().tokenRequests;
  const { summary } = await run();
  expect(summary.outcomes).toEqual({ updated: 2, password_set: 1 });
  const { requests, tokenRequests } = simulator.stats();
  expect(summary.requests).toBe(requests + tokenRequests - before);
});

it('has counts and digests in its file, and nothing of what the rows say', async () => {
  const { planFile } = await planned();
  const text = readFileSync(planFile, 'utf8');
  expect(JSON.parse(text)).toMatchObject({
    counts: { changes: 1, nothing: 1, setsPassword: 1 },
    rows: [expect.stringMatching(/^2:/), expect.stringMatching(/^3:/), expect.stringMatching(/^4:/)],
  });
  expect(text).not.toMatch(/Planted-word-7|Finance|ann@example/);
});

describe('refuses, before anything is sent,', () => {
  it('another file, even by one cell', async () => {
    const { run, input, effects, state } = await planned();
    writeFileSync(input, CSV.replace('Finance', 'Finances'));
    expect(await refusalOf(run())).toContain('the input is not the same file: its content has changed');
    expect(effects()).toBe(0);
    expect(await (await openLedger(state)).runs(), 'it leaves no run behind').toEqual([]);
  });

  it.each<[string, Partial<Job>, string]>([
    ['onExists', { onExists: 'update' }, 'the option onExists'],
    ['protect', { protect: ['ben@*'] }, 'the option protect'],
    ['default', { default: { dept: 'IT' } }, 'the option default'],
  ])('another option %s', async (_, changes, said) => {
    const { run, effects } = await planned();
    expect(await refusalOf(run(changes))).toContain(said);
    expect(effects()).toBe(0);
  });

  it('another account', async () => {
    const { run, change, effects } = await planned();
    change({ account: 'other-account' });
    expect(await refusalOf(run())).toContain('it was made for the account other-account');
    expect(effects()).toBe(0);
  });

  it('a plan that is older than --max-age, and not one that is younger', async () => {
    const { run, change, effects } = await planned();
    change({ made_at: new Date(Date.now() - 25 * 3_600_000).toISOString() });
    expect(await refusalOf(run())).toMatch(/it is .* old, and .*allows/);
    expect(effects()).toBe(0);
    expect((await run({ maxAge: '26h' })).summary.outcomes).toEqual({ updated: 2, password_set: 1 });
  });

  it('all that differs at once', async () => {
    const { run, input, change } = await planned();
    writeFileSync(input, CSV.replace('Finance', 'IT'));
    change({ account: 'other' });
    const said = await refusalOf(run({ onExists: 'skip' }));
    expect(said).toMatch(/account other.*not the same file.*onExists/);
  });

  it('rows that would do something else now, unless so many may', async () => {
    const { run, simulator, effects } = await planned();
    simulator.seed({ email: 'dora@example.com' });
    await change(simulator, 'update,ann@example.com,Finance');
    const before = effects();
    expect(await refusalOf(run())).toMatch(
      /1 row would do something else now than the plan of .* showed \(line 2\).*at most 0 may/,
    );
    expect(effects()).toBe(before);
    expect((await run({ maxDrift: 1 })).summary.outcomes).toEqual({ updated: 2, password_set: 1 });
  });

  it.each([
    ['no file', 'nowhere.json', /cannot be read/],
    ['no plan', 'people.csv', /cannot be read: it is no JSON/],
  ])('%s', async (_, name, said) => {
    const { run, input } = await planned();
    await expect(run({ planFile: path.join(path.dirname(input), name) })).rejects.toThrow(said);
  });

  it('JSON that is no plan', async () => {
    const { run, planFile } = await planned();
    writeFileSync(planFile, '{"rows":[]}');
    await expect(run()).rejects.toThrow(/is no plan. Write the path of the plan.json/);
  });
});

/** Somebody else changes a user meanwhile. */
async function change(simulator: Simulator, row: string): Promise<void> {
  const folder = folderWith({ 'other.csv': `action,email,dept\n${row}\n` });
  const job = { input: path.join(folder, 'other.csv'), state: path.join(folder, 'state') };
  const { summary } = await provision(
    { ...job, out: path.join(folder, 'out') },
    { environment: simulator.env },
  );
  expect(summary.outcomes).toEqual({ updated: 1 });
}
