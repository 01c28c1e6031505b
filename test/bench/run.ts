import { fileURLToPath } from 'node:url';
import { cpuPerCall } from './cpu-per-call.ts';
import { measure, measureAlternating } from './measure.ts';
import { startServer } from './server.ts';
import type { Sizes } from './sizes.ts';
import { printTable, ratios, spread } from './table.ts';
import { tempFolder } from './temp-folder.ts';
import { benchWhereItGoes } from './where-it-goes.ts';
import { updates, writeInput } from './write-input.ts';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const BARE = fileURLToPath(new URL('./bare-calls.ts', import.meta.url));
const LIMIT = 80;
/** Their processor time is taken off, so that loading and the end of a process do not count. */
const FEW = 20;

/** What a row of a run costs in processor time, against undici alone doing the same calls at the same pace. */
export async function benchRun({ calls, longRuns }: Sizes): Promise<void> {
  const many = FEW + calls * 2;
  using folder = tempFolder();
  await using server = await startServer({ options: { plan: 'business', latencyMs: 40 }, users: many });
  let run = 0;
  const ours = (count: number, nodeOptions: readonly string[] = []) => {
    const input = folder.in(`${count}.csv`);
    writeInput(input, updates(count));
    const own = folder.in(String(run++));
    const args = ['run', input, '--plan', 'business', '--state', own, '--out', own];
    return measure([...nodeOptions, CLI, ...args], server.env);
  };
  const bare = (count: number) => measure([BARE, String(count), String(LIMIT)], server.env);
  const usage = await measureAlternating(longRuns, {
    bareFew: () => bare(FEW),
    bare: () => bare(many),
    few: () => ours(FEW),
    ours: () => ours(many),
  });
  const runs = {
    bare: { many: usage.bare, few: usage.bareFew },
    ours: { many: usage.ours, few: usage.few },
  };
  const perRow = (of: 'cpuMs' | 'mainThreadCpuMs') => {
    const bareMs = cpuPerCall(of, runs.bare, many - FEW);
    const oursMs = cpuPerCall(of, runs.ours, many - FEW);
    return [spread(bareMs, 2), spread(oursMs, 2), spread(ratios(oursMs, bareMs))];
  };
  printTable(
    `Processor time of ${many - FEW} updates at ${LIMIT} a second, ms a row; ${longRuns} runs each`,
    ['', 'undici alone', '`zoom-provision run`', 'ratio'],
    [
      ['all threads', ...perRow('cpuMs')],
      ['main thread', ...perRow('mainThreadCpuMs')],
    ],
  );
  await benchWhereItGoes({ runs: longRuns, few: FEW, many }, ours);
}
