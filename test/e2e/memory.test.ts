import { describe, expect, it } from 'vitest';
import { AT_ONCE, Rig, runArgs, until } from '../support/cli-rig.ts';
import { ON_WINDOWS } from '../support/platform.ts';

const ROWS = 200_000;
/** What the old generation needs, and a third as much again: with a hundred bytes more for each row V8 gives up. */
const HEAP_MB = { preview: 28, run: 48 } as const;

function input(rig: Rig): string {
  const rows = Array.from({ length: ROWS }, (_, i) => `update,u${i}@example.com,First,Dept ${i % 50}`);
  return rig.write('input.csv', ['action,email,first_name,dept', ...rows]);
}

function options(rig: Rig, command: keyof typeof HEAP_MB) {
  return { env: { ...rig.simulator.env, NODE_OPTIONS: `--max-old-space-size=${HEAP_MB[command]}` } };
}

describe('memory does not grow with the file', AT_ONCE, () => {
  it('in a preview', async () => {
    await using rig = await Rig.open();
    const end = await rig.cli(['preview', input(rig), '--out', 'out'], options(rig, 'preview'));
    expect([end.code, rig.results().length]).toEqual([0, ROWS]);
  });

  it.skipIf(ON_WINDOWS)('in a run, its report and its resume', async () => {
    await using rig = await Rig.open();
    for (const args of [runArgs(input(rig)), ['resume']]) {
      const before = rig.simulator.stats().requests;
      const run = rig.start(args, options(rig, 'run'));
      await until(() => rig.simulator.stats().requests > before, 'the first call');
      run.child.kill('SIGINT');
      expect((await run.ended).code).toBe(130);
      expect(rig.results().length).toBe(ROWS);
    }
    expect((await rig.cli(['report', '--out', 'again'], options(rig, 'run'))).code).toBe(0);
  });
});
