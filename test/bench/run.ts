import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { measure, measureInTurn } from './measure.ts';
import { startServer } from './server.ts';
import type { Sizes } from './sizes.ts';
import { median, printTable, spread } from './table.ts';

const CLI = new URL('../../src/cli.ts', import.meta.url).pathname;
const BARE = new URL('./bare-calls.ts', import.meta.url).pathname;
const LIMIT = 80;
/** Their processor time is taken off, so that loading and the end of a process do not count. */
const FEW = 20;

/** What a row of a run costs in processor time, against undici alone doing the same calls at the same pace. */
export async function benchRun({ calls, runs }: Sizes): Promise<void> {
  const many = FEW + calls * 2;
  const folder = mkdtempSync(path.join(tmpdir(), 'zoom-provision-bench-'));
  const server = await startServer({ options: { plan: 'business', latencyMs: 40 }, users: many });
  try {
    let run = 0;
    const ours = (count: number) => {
      const input = path.join(folder, `${count}.csv`);
      const lines = Array.from({ length: count }, (_, i) => `update,user${i}@bench.example,Dept ${i}`);
      writeFileSync(input, ['action,email,dept', ...lines, ''].join('\n'));
      return () => {
        const own = path.join(folder, String(run++));
        const args = ['run', input, '--plan', 'business', '--state', own, '--out', own];
        return measure([CLI, ...args], server.env);
      };
    };
    const bare = (count: number) => () => measure([BARE, String(count), String(LIMIT)], server.env);
    const usage = await measureInTurn(Math.min(runs, 3), {
      bareFew: bare(FEW),
      bare: bare(many),
      few: ours(FEW),
      ours: ours(many),
    });
    const perRow = (all: 'bare' | 'ours', part: 'bareFew' | 'few') =>
      usage[all].map(({ cpuMs }, at) => (cpuMs - (usage[part][at]?.cpuMs ?? 0)) / (many - FEW));
    const [bareMs, oursMs] = [perRow('bare', 'bareFew'), perRow('ours', 'few')];
    printTable(
      `Processor time a row, ms: ${many - FEW} updates at ${LIMIT} a second`,
      ['what', 'ms a row'],
      [
        ['undici alone', spread(bareMs, 2)],
        ['`zoom-provision run`', spread(oursMs, 2)],
        ['ratio of the medians', (median(oursMs) / median(bareMs)).toFixed(1)],
      ],
    );
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
