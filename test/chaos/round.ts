import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Simulator } from '../../src/simulator/simulator.ts';
import { type CliEnd, type Running, startCli } from '../support/cli-process.ts';
import { makePlan } from './plan.ts';
import { Random } from './random.ts';
import { disagreements } from './verify.ts';

export type Round = {
  readonly seed: number;
  readonly rows: number;
  readonly kills: number;
  readonly requests: number;
  readonly outcomeOfLastSession: number | null;
  /** Empty when the report and the account agree. */
  readonly disagreements: readonly string[];
};

const MOST_KILLS = 6;

/** One input, provisioned by a process that is killed again and again while everything goes wrong. */
export async function playRound(seed: number): Promise<Round> {
  const random = new Random(seed);
  const plan = makePlan(random);
  const folder = mkdtempSync(path.join(tmpdir(), 'zoom-provision-chaos-'));
  const simulator = await Simulator.start({
    plan: 'business',
    latencyMs: [1, 30],
    tokenSeconds: random.pick([2, 5, 3600]),
    passwordChanges: 100,
    random: () => random.next(),
  });
  try {
    for (const user of plan.seeds) simulator.seed(user);
    for (const fault of plan.faults) simulator.fault(fault);
    const input = path.join(folder, 'input.csv');
    writeFileSync(input, plan.csv);
    const common = ['--state', path.join(folder, 'state'), '--timeout', '1', '--log-level', 'debug'];
    const out = path.join(folder, 'out');
    const guards = ['--yes', '--max-deactivate', '100%', '--max-remove', '100%'];
    const run = ['run', input, '--out', out, '--plan', 'business', ...guards];
    const settings = ['--on-exists', plan.onExists, '--body', plan.body];
    const start = (args: readonly string[]) => startCli(args, folder, { env: simulator.env });

    let kills = 0;
    let args = [...run, ...settings, ...common];
    for (;;) {
      const killAfterMs = kills < MOST_KILLS && random.chance(0.85) ? random.between(250, 2_500) : undefined;
      const { code, signal, stderr } = await killedAfter(killAfterMs, start(args));
      // It died before anything was sent, and has to be started again.
      const isUnbegun = /has nothing to resume: it died/.test(stderr);
      if (signal === null && !isUnbegun) {
        const problems =
          code === 2 || /should not have happened/.test(stderr) ? [`exit ${code}: ${stderr}`] : [];
        return {
          seed,
          rows: plan.rows.length,
          kills,
          requests: simulator.stats().requests,
          outcomeOfLastSession: code,
          disagreements: [...problems, ...disagreements(plan, simulator, path.join(out, 'results.csv'))],
        };
      }
      if (isUnbegun) {
        args = [...run, ...settings, ...common];
        continue;
      }
      kills++;
      // A process that died before its run was on record has to be started again.
      const { stderr: listed } = await start(['report', '--state', path.join(folder, 'state'), '--out', out])
        .ended;
      args = /no runs in the ledger/.test(listed) ? [...run, ...settings, ...common] : ['resume', ...common];
    }
  } finally {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How it ended: by itself, or killed when that takes longer. */
async function killedAfter(ms: number | undefined, { child, ended }: Running): Promise<CliEnd> {
  const timer = ms === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), ms);
  const end = await ended;
  clearTimeout(timer);
  return end;
}
