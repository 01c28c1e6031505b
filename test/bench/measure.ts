import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { tempFolder } from './temp-folder.ts';

/** One run of a whole process. */
export type Usage = {
  readonly wallMs: number;
  /** Of all its threads. */
  readonly cpuMs: number;
  readonly mainThreadCpuMs: number;
  readonly maxRssMb: number;
};

const AT_EXIT = fileURLToPath(new URL('./at-exit.ts', import.meta.url));

/**
 * Runs `node` with these arguments as a process of its own, and measures it from its start to its end; `interrupt`
 * brings that about as Ctrl-C would.
 */
export async function measure(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  interrupt?: AbortSignal,
): Promise<Usage> {
  using folder = tempFolder();
  const usage = folder.in('usage.json');
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--import', AT_EXIT, ...args], {
    env: { PATH: process.env.PATH ?? '', HOME: folder.path, ...env, BENCH_USAGE: usage },
    stdio: 'ignore',
  });
  interrupt?.addEventListener('abort', () => child.kill('SIGINT'));
  await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject));
  const wallMs = performance.now() - startedAt;
  return { wallMs, ...(JSON.parse(readFileSync(usage, 'utf8')) as Omit<Usage, 'wallMs'>) };
}

/** Measures several commands alternating, A B A B …, so that a machine whose speed drifts is fair to all of them. */
export async function measureAlternating<Name extends string, Measured>(
  runs: number,
  commands: Readonly<Record<Name, () => Promise<Measured>>>,
): Promise<Record<Name, Measured[]>> {
  const names = Object.keys(commands) as Name[];
  const all = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Measured[]>;
  for (let run = 0; run < runs; run++) {
    for (const name of names) all[name].push(await commands[name]());
  }
  return all;
}
