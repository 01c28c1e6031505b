import { fileURLToPath } from 'node:url';
import { measure } from './measure.ts';
import { runInput } from './run-input.ts';
import { type BenchServer, startServer } from './server.ts';
import type { Sizes } from './sizes.ts';
import { printTable, spread } from './table.ts';

const LOOP = fileURLToPath(new URL('./rivet-loop.ts', import.meta.url));

/** The same creates by us, by a loop over Zoom's SDK, and by that loop with many calls at once. */
export async function benchCompare({ quick, longRuns }: Sizes): Promise<void> {
  const count = quick ? 200 : 600;
  const creates = Array.from({ length: count }, (_, i) => `ssoCreate,new${i}@bench.example,basic`);
  const byUs = (server: BenchServer) => runInput(['action,email,type', ...creates], 'business', server);
  const byLoop = (atOnce: number) => (server: BenchServer) =>
    measure([LOOP, String(count), String(atOnce)], server.env);
  printTable(
    `${count} creates at 120 ms an answer, limit 80 a second; ${longRuns} runs each, whole processes`,
    ['how', 'seconds', 'refused', 'users lost'],
    [
      ['`zoom-provision run`', ...(await figures(count, longRuns, byUs))],
      ['`@zoom/rivet` in a loop, one call at a time', ...(await figures(count, longRuns, byLoop(1)))],
      ['`@zoom/rivet` under p-limit, 100 at once', ...(await figures(count, longRuns, byLoop(100)))],
    ],
  );
}

async function figures(
  count: number,
  runs: number,
  create: (server: BenchServer) => Promise<unknown>,
): Promise<string[]> {
  const seconds: number[] = [];
  const refused: number[] = [];
  const lost: number[] = [];
  for (let run = 0; run < runs; run++) {
    await using server = await startServer({ options: { plan: 'business', latencyMs: 120 }, users: 0 });
    const startedAt = performance.now();
    await create(server);
    seconds.push((performance.now() - startedAt) / 1000);
    const stats = await server.stats();
    refused.push(stats.refused.perSecond);
    lost.push(count - (stats.byStatus[201] ?? 0));
  }
  return [spread(seconds), spread(refused, 0), spread(lost, 0)];
}
