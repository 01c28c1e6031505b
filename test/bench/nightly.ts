import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Stats } from '../../src/simulator/simulator.ts';
import { measure } from './measure.ts';
import { type BenchServer, startServer } from './server.ts';
import type { Sizes } from './sizes.ts';
import { printTable } from './table.ts';
import { tempFolder } from './temp-folder.ts';
import { updates, writeInput } from './write-input.ts';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

/** Rows of the nightly file that say something else than the account. */
const DIFFERENT = 40;

/** What it takes to compare a file with the account, against sending all of it: calls, time and memory. */
export async function benchNightly({ quick }: Sizes): Promise<void> {
  const [users, rows] = quick ? [10_000, 2_000] : [50_000, 20_000];
  using folder = tempFolder();
  const input = folder.in('nightly.csv');
  writeInput(input, nightly(rows));
  const place = (name: string) => [
    '--plan',
    'business',
    '--state',
    folder.in(name),
    '--out',
    folder.in(name),
  ];
  const commands = {
    'preview --live': ['preview', '--live', input, ...place('live')],
    'run --skip-unchanged': ['run', input, '--skip-unchanged', ...place('skip')],
    run: ['run', input, ...place('run')],
  };
  const table: string[][] = [];
  for (const [name, args] of Object.entries(commands)) {
    await using server = await startServer({ options: { plan: 'business', latencyMs: 40 }, users });
    const { wallMs, maxRssMb } = await measure([CLI, ...args], server.env);
    const { requests, changes, refused } = await countsOf(server);
    table.push([
      `\`${name}\``,
      ...[requests, changes, refused].map(String),
      (wallMs / 1000).toFixed(1),
      maxRssMb.toFixed(0),
    ]);
  }
  const caption = `${rows.toLocaleString('en')} updates of which ${DIFFERENT} change something, ${users.toLocaleString('en')} users, pages of 300, answers after 40 ms, plan business`;
  printTable(caption, ['', 'calls', 'of these changes', 'refused', 'seconds', 'peak MB'], table);
  await benchLargeAccount(quick ? 40_000 : 200_000);
}

/** Whether memory grows with the account. */
async function benchLargeAccount(users: number): Promise<void> {
  using folder = tempFolder();
  const input = folder.in('few.csv');
  writeInput(input, nightly(1_000));
  const table: string[][] = [];
  for (const count of [users / 20, users]) {
    await using server = await startServer({ options: { plan: 'business', latencyMs: 40 }, users: count });
    const out = folder.in(String(count));
    const args = ['preview', '--live', '--json', input, '--plan', 'business', '--state', out, '--out', out];
    const { wallMs, maxRssMb } = await measure([CLI, ...args], server.env);
    const { requests } = JSON.parse(readFileSync(`${out}/summary.json`, 'utf8')) as { requests: number };
    table.push([
      count.toLocaleString('en'),
      String(requests),
      (wallMs / 1000).toFixed(1),
      maxRssMb.toFixed(0),
    ]);
  }
  printTable(
    'A live preview of 1,000 rows, by the size of the account',
    ['users', 'requests', 'seconds', 'peak MB'],
    table,
  );
}

function nightly(rows: number): string[] {
  return updates(rows).map((line, at) =>
    at > 0 && at <= DIFFERENT ? line.replace(/,[^,]*$/, ',Moved') : line,
  );
}

async function countsOf(
  server: BenchServer,
): Promise<{ requests: number; changes: number; refused: number }> {
  const { requests, byEndpoint, refused }: Stats = await server.stats();
  return {
    requests,
    changes: byEndpoint['PATCH /users/{userId}'] ?? 0,
    refused: Object.values(refused).reduce((sum, count) => sum + count, 0),
  };
}
