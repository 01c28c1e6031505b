import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { provision } from '../../src/index.ts';
import { AT_ONCE, Rig } from '../support/cli-rig.ts';

const ROWS = ['action,email,dept', 'update,ann@example.com,Sales', 'deactivate,ben@example.com,'];
const DRY = { ZOOM_PROVISION_DRY_RUN: 'true' };

async function openRig() {
  const rig = await Rig.open();
  for (const email of ['ann@example.com', 'ben@example.com']) rig.simulator.seed({ email });
  const input = rig.write('people.csv', ROWS);
  const job = rig.write('job.json', JSON.stringify({ input: 'people.csv', dryRun: true }));
  writeFileSync(rig.path('dry.env'), 'ZOOM_PROVISION_DRY_RUN=yes\n');
  return Object.assign(rig, { input, job });
}

type Opened = Awaited<ReturnType<typeof openRig>>;

const cli = (rig: Opened, args: readonly string[], env = {}) =>
  rig.cli(['run', ...args, '--yes', '--out', 'out'], { env: { ...rig.simulator.env, ...env } });

const library = async (rig: Opened, said: object, environment = {}) => {
  const job = { input: rig.input, out: rig.path('out'), state: rig.path('state'), yes: true, ...said };
  expect(await provision(job, { environment: { ...rig.simulator.env, ...environment } })).toMatchObject({
    kind: 'preview',
    totals: { rows: 2 },
  });
};

describe('a dry run sends nothing, and writes what would be done', AT_ONCE, () => {
  it.each<[string, (rig: Opened) => Promise<unknown>]>([
    ['on the command line', (rig) => cli(rig, [rig.input, '--dry-run'])],
    ['in the environment', (rig) => cli(rig, [rig.input], DRY)],
    ['in an env file', (rig) => cli(rig, [rig.input, '--env-file', 'dry.env'])],
    ['in a job', (rig) => cli(rig, [rig.job])],
    ['in a job of the library', (rig) => library(rig, { dryRun: true })],
    ['in an environment of the library', (rig) => library(rig, {}, DRY)],
    ['in an env file of the library', (rig) => library(rig, { envFile: rig.path('dry.env') })],
  ])('%s', async (_, run) => {
    await using rig = await openRig();
    await run(rig);
    expect(rig.cells(['outcome', 'user'])).toEqual([
      'not_attempted ann@example.com',
      'not_attempted ben@example.com',
    ]);
    expect(rig.simulator.journal).toEqual([]);
    expect(rig.simulator.stats().tokens).toBe(0);
  });
});
