import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AT_ONCE, manyRows, Rig, runArgs, until } from '../support/cli-rig.ts';
import { ON_WINDOWS } from '../support/platform.ts';

const ROWS = 120;
const NOTHING_SENT = 'zoom-provision: Interrupted while the input was being checked. Nothing was sent.\n';

/** Who was made, each as often as it was. */
function made(rig: Rig): string[] {
  return rig.effects().map((effect) => effect.replace(/^POST /, ''));
}

const EVERYBODY = Array.from({ length: ROWS }, (_, index) => `u${index + 1}@example.com`).sort();

describe('an interrupted run', AT_ONCE, () => {
  it.skipIf(ON_WINDOWS).each([
    ['SIGINT', 130, 'Interrupted with Ctrl-C.'],
    ['SIGTERM', 143, 'Interrupted by SIGTERM.'],
    ['SIGHUP', 129, 'Interrupted by SIGHUP.'],
  ] as const)(
    'finishes after %s what is in hand, reports, and resume does the rest',
    async (signal, code, says) => {
      await using rig = await Rig.open({ latencyMs: 150 });
      const run = rig.start(runArgs(rig.write('input.csv', manyRows(ROWS)), '--json', '--concurrency', '10'));
      await until(() => rig.effects().length >= 5, 'some rows are done');
      run.child.kill(signal);
      const end = await run.ended;

      expect(end.code).toBe(code);
      expect(end.stderr).toContain(says);
      const summary = rig.summary();
      expect(JSON.parse(end.stdout)).toEqual(summary);
      const created = rig.results().filter(({ outcome }) => outcome === 'created');
      expect(created.map(({ user }) => user).sort()).toEqual(made(rig).sort());
      expect(created.length).toBeLessThan(ROWS);
      expect(summary).toMatchObject({
        status: 'interrupted',
        rows: ROWS,
        outcomes: { created: created.length, not_attempted: ROWS - created.length },
      });
      expect(rig.simulator.stats().byStatus).toEqual({ 201: created.length });

      expect((await rig.cli(['resume'])).code).toBe(0);
      expect(made(rig).sort()).toEqual(EVERYBODY);
      expect(rig.summary()).toMatchObject({ status: 'completed', outcomes: { created: ROWS } });
    },
  );

  it.skipIf(ON_WINDOWS)(
    'ends at once after a second Ctrl-C, still with a report, and resume settles what was in hand',
    async () => {
      await using rig = await Rig.open();
      rig.simulator.fault({ kind: 'hang', match: { user: 'u2@example.com' } });
      rig.simulator.fault({ kind: 'hang-after', match: { user: 'u4@example.com' } });
      const input = rig.write('input.csv', manyRows(8));
      const run = rig.start(runArgs(input, '--timeout', '600', '--concurrency', '2'));
      await until(() => rig.simulator.stats().requests === 4, 'two requests hang');
      run.child.kill('SIGINT');
      await until(() => run.stderr().includes('once more ends at once'), 'the first signal is told');
      run.child.kill('SIGINT');
      expect((await run.ended).code).toBe(130);
      expect(rig.cells(['user', 'outcome'])).toEqual([
        'u1@example.com created',
        'u2@example.com unknown',
        'u3@example.com created',
        'u4@example.com unknown',
        ...['u5', 'u6', 'u7', 'u8'].map((name) => `${name}@example.com not_attempted`),
      ]);

      expect((await rig.cli(['resume'])).code).toBe(0);
      expect(rig.summary()).toMatchObject({ status: 'completed', outcomes: { created: 8 } });
      expect(made(rig).sort()).toEqual(EVERYBODY.filter((email) => /^u[1-8]@/.test(email)));
    },
  );

  it.skipIf(ON_WINDOWS)('takes what npm and the terminal both send for one Ctrl-C', async () => {
    await using rig = await Rig.open({ latencyMs: 300 });
    const run = rig.start(runArgs(rig.write('input.csv', manyRows(40)), '--concurrency', '4'));
    await until(() => rig.simulator.stats().requests >= 6, 'some requests are under way');
    for (const signal of ['SIGINT', 'SIGINT', 'SIGTERM'] as const) run.child.kill(signal);
    const end = await run.ended;
    // With the answers of all that was in hand.
    expect([end.code, new Set(rig.results().map(({ outcome }) => outcome))]).toEqual([
      130,
      new Set(['created', 'not_attempted']),
    ]);
    expect(end.stderr).not.toContain('Stopping at once');
  });

  it('is not what becomes of a run when nobody reads what it says any more', async () => {
    await using rig = await Rig.open();
    const run = rig.start(runArgs(rig.write('input.csv', [...manyRows(20), 'ssoCreate,bad,basic'])));
    run.child.stderr.destroy();
    run.child.stdout.destroy();
    expect((await run.ended).code).toBe(1);
    expect(rig.summary()).toMatchObject({ status: 'completed', outcomes: { created: 20, invalid: 1 } });
  });

  it.skipIf(ON_WINDOWS)('goes on after SIGHUP under nohup, whose shell says so', async () => {
    await using rig = await Rig.open({ latencyMs: 100 });
    const args = runArgs(rig.write('input.csv', manyRows(20)), '--concurrency', '4');
    const run = rig.start(args, { before: ['bash', '-c', 'nohup "$0" "$@" & echo "pid $!" >&2; wait $!'] });
    await until(() => rig.effects().length >= 4, 'some rows are done');
    process.kill(Number(/^pid (\d+)$/m.exec(run.stderr())?.[1]), 'SIGHUP');
    expect((await run.ended).code).toBe(0);
    expect(made(rig).length).toBe(20);
  });

  it.skipIf(ON_WINDOWS).each([
    ['init', ['init', '-']],
    ['simulate', ['simulate', '--users', '-']],
  ])('ends %s at once, which waits for an input that never comes', async (_, args) => {
    await using rig = await Rig.open();
    const running = rig.start(args, { stdin: null });
    // More than a pipe holds: it is written when the process reads.
    await new Promise((resolve) => running.child.stdin.write(manyRows(10_000).join('\n'), resolve));
    running.child.kill('SIGINT');
    expect(await running.ended).toMatchObject({
      code: 130,
      stdout: '',
      stderr: expect.stringMatching(/^zoom-provision: Interrupted.*\.\n$/),
    });
  });

  it('can be killed at any moment, and resume makes nobody twice', async () => {
    await using rig = await Rig.open({ latencyMs: [20, 200] });
    const input = rig.write('input.csv', manyRows(ROWS));
    let args = runArgs(input);
    for (const wanted of [3, 20, 60]) {
      const run = rig.start(args);
      await until(() => rig.effects().length >= wanted, `${wanted} rows are done`);
      run.child.kill('SIGKILL');
      expect(await run.ended).toMatchObject({ code: null, signal: 'SIGKILL' });
      args = ['resume'];
    }
    const { runs: listed } = JSON.parse((await rig.cli(['runs', '--json'])).stdout);
    expect(listed).toMatchObject([
      { status: 'crashed', rows: ROWS, continue_with: `zoom-provision resume ${listed[0].id}` },
    ]);

    expect((await rig.cli(args)).code).toBe(0);
    expect(made(rig).sort()).toEqual(EVERYBODY);
    expect(rig.summary()).toMatchObject({ status: 'completed', outcomes: { created: ROWS } });
    expect(rig.results().map(({ line }) => Number(line))).toEqual(EVERYBODY.map((_, index) => index + 2));
  });

  it.skipIf(ON_WINDOWS).each([
    ['run', 'SIGINT', 130],
    ['preview', 'SIGTERM', 143],
  ] as const)('leaves no trace when %s was still reading its input', async (command, signal, code) => {
    await using rig = await Rig.open();
    const run = rig.start([command, '-', '--out', 'out'], { stdin: null });
    // More than a pipe holds: it is written when the process reads, which then waits for the rest.
    const rows = manyRows(10_000).join('\n');
    await new Promise((resolve) => run.child.stdin.write(rows, resolve));
    run.child.kill(signal);
    expect(await run.ended).toMatchObject({ code, stdout: '', stderr: NOTHING_SENT });
    expect(rig.simulator.stats()).toMatchObject({ requests: 0, tokenRequests: 0 });
    expect(existsSync(rig.path('out'))).toBe(false);
    expect((await rig.cli(['resume'])).stderr).toBe('There is nothing to resume.\n');
  });
});
