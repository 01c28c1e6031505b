import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCli } from '../chaos/cli-process.ts';
import { startOtherApp } from './other-app.ts';
import { startServer } from './server.ts';
import { modelSharing } from './sharing-model.ts';
import type { Sizes } from './sizes.ts';
import { printTable } from './table.ts';

const LIMIT = 80;
const OTHER = 40;

/** Another app takes half of the Light calls for a while: how much is refused, how much of the rest is used, how soon all is back. */
export async function benchSharing({ quick }: Sizes): Promise<void> {
  printTable(
    'Sharing, in a model: another app takes 40 of 80 calls a second for 60 s, then stops',
    ['rule', 'refused', 'of what is left used', 'back at 95 % of the limit after, s'],
    modelSharing(),
  );

  const sharedMs = quick ? 20_000 : 45_000;
  const count = Math.round((sharedMs / 1000) * 36 + 25 * 70);
  const folder = mkdtempSync(path.join(tmpdir(), 'zoom-provision-bench-'));
  const server = await startServer({ options: { plan: 'business', latencyMs: [30, 60] }, users: count });
  try {
    const input = path.join(folder, 'input.csv');
    const lines = Array.from({ length: count }, (_, i) => `update,user${i}@bench.example,Dept ${i}`);
    writeFileSync(input, ['action,email,dept', ...lines, ''].join('\n'));
    const stop = await startOtherApp(server.env, OTHER);
    const stopped = new Promise<number>((resolve) => {
      setTimeout(async () => {
        await stop();
        resolve(Date.now());
      }, sharedMs);
    });
    const args = [
      'run',
      input,
      '--plan',
      'business',
      '--state',
      path.join(folder, 's'),
      '--out',
      path.join(folder, 'o'),
    ];
    await runCli(args, { env: server.env, cwd: folder });
    const stoppedAt = await stopped;
    const calls = (await server.journal()).filter(({ user }) => !user.startsWith('other'));
    printTable(
      'Sharing, with real processes',
      ['refused', 'of what is left used', 'back at 95 % of the limit after, s'],
      [figures(calls, stoppedAt)],
    );
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function figures(
  calls: readonly { readonly at: number; readonly status: number }[],
  stoppedAt: number,
): string[] {
  const shared = calls.filter(({ at }) => at < stoppedAt);
  const passed = shared.filter(({ status }) => status !== 429);
  const seconds = (stoppedAt - (calls[0]?.at ?? 0)) / 1000;
  const used = passed.length / seconds / (LIMIT - OTHER);
  const back = calls.find(({ at }) => at > stoppedAt && inSecondFrom(calls, at) >= LIMIT * 0.95);
  return [
    `${((100 * (shared.length - passed.length)) / shared.length).toFixed(1)} %`,
    `${(100 * used).toFixed(0)} %`,
    back ? ((back.at - stoppedAt) / 1000).toFixed(1) : 'not before the end',
  ];
}

function inSecondFrom(
  calls: readonly { readonly at: number; readonly status: number }[],
  from: number,
): number {
  return calls.filter(({ at, status }) => at >= from && at < from + 1000 && status !== 429).length;
}
