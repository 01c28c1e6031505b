import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCli } from '../chaos/cli-process.ts';
import { startServer } from './server.ts';
import type { Sizes } from './sizes.ts';
import { printTable } from './table.ts';

const CASES = [
  { plan: 'business', limit: 80, latencyMs: [35, 45], part: 1 },
  { plan: 'business', limit: 80, latencyMs: [200, 400], part: 1 },
  { plan: 'business', limit: 80, latencyMs: [1_200, 1_800], part: 1 },
  { plan: 'pro', limit: 30, latencyMs: [35, 45], part: 0.6 },
  { plan: 'free', limit: 4, latencyMs: [35, 45], part: 0.06 },
] as const;

/** How near to the limit a run comes, and how many of its calls are refused, counted in fixed and sliding seconds at once. */
export async function benchPace({ calls }: Sizes): Promise<void> {
  const rows: string[][] = [];
  for (const { plan, limit, latencyMs, part } of CASES) {
    const count = Math.round(calls * part);
    const { perSecond, refused, most } = await paceOf(plan, latencyMs, count);
    rows.push([
      plan,
      latencyMs.join('–'),
      String(count),
      perSecond.toFixed(1),
      `${((100 * perSecond) / limit).toFixed(1)} %`,
      String(most),
      String(refused),
    ]);
  }
  printTable(
    'Pace: updates through the Light lane, one run each',
    ['plan', 'answers take, ms', 'calls', 'calls/s', 'of the limit', 'most in a sliding second', 'refused'],
    rows,
  );
}

async function paceOf(
  plan: 'free' | 'pro' | 'business',
  latencyMs: readonly [number, number],
  count: number,
) {
  const folder = mkdtempSync(path.join(tmpdir(), 'zoom-provision-bench-'));
  const server = await startServer({ options: { plan, latencyMs }, users: count });
  try {
    const input = path.join(folder, 'input.csv');
    const lines = Array.from({ length: count }, (_, i) => `update,user${i}@bench.example,Dept ${i}`);
    writeFileSync(input, ['action,email,dept', ...lines, ''].join('\n'));
    const args = [
      'run',
      input,
      '--plan',
      plan,
      '--state',
      path.join(folder, 'state'),
      '--out',
      path.join(folder, 'out'),
    ];
    await runCli(args, { env: server.env, cwd: folder });
    const { stats, firstAt, lastAt, calls } = await server.report();
    return {
      perSecond: (calls - 1) / ((lastAt - firstAt) / 1000),
      refused: stats.refused.perSecond,
      most: stats.maxInSecond.light.sliding,
    };
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
