import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCli } from '../chaos/cli-process.ts';
import { measure } from './measure.ts';
import { startServer } from './server.ts';
import type { Sizes } from './sizes.ts';
import { printTable } from './table.ts';

const LOOP = new URL('./rivet-loop.ts', import.meta.url).pathname;
const OPTIONS = { plan: 'business', latencyMs: 120 } as const;

/** The same creates by us, by a loop over Zoom's SDK, and by that loop with many calls at once. */
export async function benchCompare({ quick }: Sizes): Promise<void> {
  const count = quick ? 200 : 600;
  printTable(
    `${count} creates at 120 ms an answer, limit 80 a second`,
    ['how', 'seconds', 'refused', 'users lost'],
    [
      ['`zoom-provision run`', ...(await byUs(count))],
      ['`@zoom/rivet` in a loop, one call at a time', ...(await byLoop(count, 1))],
      ['`@zoom/rivet` under p-limit, 100 at once', ...(await byLoop(count, 100))],
    ],
  );
}

async function byUs(count: number): Promise<string[]> {
  return withServer(async (folder, server) => {
    const input = path.join(folder, 'input.csv');
    const lines = Array.from({ length: count }, (_, i) => `ssoCreate,new${i}@bench.example,basic`);
    writeFileSync(input, ['action,email,type', ...lines, ''].join('\n'));
    const startedAt = performance.now();
    const out = path.join(folder, 'out');
    const args = ['run', input, '--plan', 'business', '--state', path.join(folder, 'state'), '--out', out];
    await runCli(args, { env: server.env, cwd: folder });
    const { outcomes } = JSON.parse(readFileSync(path.join(out, 'summary.json'), 'utf8')) as {
      outcomes: { created?: number };
    };
    return { seconds: (performance.now() - startedAt) / 1000, lost: count - (outcomes.created ?? 0) };
  });
}

async function byLoop(count: number, atOnce: number): Promise<string[]> {
  return withServer(async (folder, server) => {
    const result = path.join(folder, 'result.json');
    await measure([LOOP, String(count), String(atOnce), result], server.env);
    return JSON.parse(readFileSync(result, 'utf8')) as { seconds: number; lost: number };
  });
}

async function withServer(
  work: (
    folder: string,
    server: Awaited<ReturnType<typeof startServer>>,
  ) => Promise<{ seconds: number; lost: number }>,
): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zoom-provision-bench-'));
  const server = await startServer({ options: OPTIONS, users: 0 });
  try {
    const { seconds, lost } = await work(folder, server);
    const { stats } = await server.report();
    return [seconds.toFixed(1), String(stats.refused.perSecond), String(lost)];
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
