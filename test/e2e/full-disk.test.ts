import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CliOptions } from '../support/cli-process.ts';
import { AT_ONCE, manyRows, Rig, runArgs, until } from '../support/cli-rig.ts';
import { ON_WINDOWS } from '../support/platform.ts';

/** What no message may have in it that is about no bug. */
const OF_A_BUG = /should not have happened|\n {4}at |rollback|Suppressed/;

/** Starts the command line with a limit of the shell. */
const withLimit = (limit: string): CliOptions => ({
  before: ['bash', '-c', `ulimit ${limit}; exec "$0" "$@"`],
});

const EVERYBODY = Array.from({ length: 6 }, (_, at) => `POST u${at + 1}@example.com`);

describe.skipIf(ON_WINDOWS)('files that may not grow', AT_ONCE, () => {
  // Each meets the limit elsewhere: while the ledger is made, opened, locked, filled and written to.
  it.each([0, 12, 40, 60, 90, 120])(
    'beyond %i KiB lose nothing of a run: it says why, and goes on once they may',
    async (kib) => {
      await using rig = await Rig.open();
      const input = rig.write('input.csv', manyRows(EVERYBODY.length));
      const end = await rig.cli(runArgs(input), withLimit(`-f ${kib}`));
      const made = rig.effects();
      const listed = (await rig.cli(['runs'])).stdout;
      const isOnRecord = !listed.startsWith('There are no runs');
      expect(end.stderr).not.toMatch(OF_A_BUG);
      expect(end.stderr).toMatch(
        /The ledger \S*ledger\.db cannot be used: (a file may not grow|writing to its disk failed)/,
      );
      // Nothing was sent, and the run is not on record; or it had begun.
      expect([end.code, isOnRecord]).toEqual(made.length === 0 && end.code === 2 ? [2, false] : [1, true]);
      const again = await rig.cli(isOnRecord ? ['resume'] : runArgs(input));
      expect(again).toMatchObject({ code: 0, signal: null });
      expect(rig.effects().sort()).toEqual(EVERYBODY);
      expect(rig.cells(['outcome'])).toEqual(EVERYBODY.map(() => 'created'));
    },
  );
});

describe('a report that cannot be written', AT_ONCE, () => {
  it('is told with the totals of its run, which exit code 1 says, and report writes it again', async () => {
    await using rig = await Rig.open({ latencyMs: 300 });
    // A folder stands where a file should be put, which is known only in the end.
    const input = rig.write('input.csv', manyRows(3));
    const run = rig.start(runArgs(input, '--json'));
    await until(() => existsSync(rig.path('out', 'run.log')), 'the log is open');
    renameSync(rig.path('out'), rig.path('elsewhere'));
    rig.write('out', 'no folder');
    const end = await run.ended;
    const { run_id: id, outcomes } = JSON.parse(end.stdout);
    expect([end.code, outcomes]).toEqual([1, { created: 3 }]);
    expect(end.stderr).not.toMatch(OF_A_BUG);
    expect(end.stderr).toContain('Done: all 3 rows went through.');
    expect(end.stderr.replaceAll(/\s+/g, ' ')).toMatch(
      new RegExp(
        `Report none\\. The report cannot be written to \\S+/out: .* \`zoom-provision report ${id}\` writes it again`,
      ),
    );
    const still = await rig.cli(['report', id]);
    expect([still.code, still.stderr]).toEqual([
      2,
      expect.stringMatching(/^zoom-provision: The report cannot be written to .*\n$/),
    ]);
    rmSync(rig.path('out'));
    expect((await rig.cli(['report', id])).code).toBe(0);
    expect(rig.cells(['outcome'])).toEqual(['created', 'created', 'created']);
    expect(readdirSync(rig.path('out')).sort()).toEqual(['report.html', 'results.csv', 'summary.json']);
  });
});

describe('a folder that is gone', AT_ONCE, () => {
  it.skipIf(ON_WINDOWS)(
    'with the ledger in it ends the run: what nobody can find again is not sent',
    async () => {
      await using rig = await Rig.open({ latencyMs: 100 });
      const input = rig.write('input.csv', manyRows(200));
      const run = rig.start(runArgs(input, '--state', 'state', '--concurrency', '4'));
      await until(() => rig.effects().length >= 8, 'some rows are done');
      rmSync(rig.path('state'), { recursive: true });
      const end = await run.ended;
      expect(end.code).toBe(1);
      expect(end.stderr).not.toMatch(OF_A_BUG);
      expect(end.stderr.replaceAll(/\s+/g, ' ')).toMatch(
        /The ledger \S+ cannot be used: it was removed or replaced while it was in use .*The report is all that there is of this run/,
      );
      const outcomes = rig.results().map(({ user, outcome }) => [`POST ${user}`, outcome] as const);
      const done = outcomes.filter(([, outcome]) => outcome === 'created').map(([effect]) => effect);
      const perhaps = outcomes.filter(([, outcome]) => outcome === 'unknown').map(([effect]) => effect);
      expect([...done, ...perhaps]).toEqual(expect.arrayContaining(rig.effects()));
      expect(rig.effects()).toEqual(expect.arrayContaining(done));
      expect(rig.effects().length).toBeLessThan(40);
    },
  );

  it.skipIf(ON_WINDOWS)('is named where it is the one in which the program was started', async () => {
    await using rig = await Rig.open();
    const end = await rig.cli(['preview', rig.write('input.csv', manyRows(1))], {
      before: ['bash', '-c', 'mkdir gone && cd gone && rmdir ../gone; exec "$0" "$@"'],
    });
    expect(end).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /^zoom-provision: The program cannot go on: the folder in which it was started is not/,
      ),
    });
  });

  it('is named where it is the one of temporary files, into which standard input is copied', async () => {
    await using rig = await Rig.open();
    const end = await rig.cli(['preview', '-'], {
      env: { TMPDIR: rig.path('gone'), TEMP: rig.path('gone'), TMP: rig.path('gone') },
      stdin: manyRows(3).join('\n'),
    });
    expect(end).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(
        /^zoom-provision: The input cannot be copied to \S*gone, .*name another folder in TMPDIR/,
      ),
    });
  });
});

describe.skipIf(ON_WINDOWS)('too few files that may be open', AT_ONCE, () => {
  it.each([24, 28])('are said to be too few: %i', async (count) => {
    await using rig = await Rig.open();
    const end = await rig.cli(runArgs(rig.write('input.csv', manyRows(3))), withLimit(`-n ${count}`));
    expect(end.stderr).not.toMatch(OF_A_BUG);
    expect(end.stderr.replaceAll(/\s+/g, ' ')).toMatch(
      /how many files may be open|may not open (more|enough) files/,
    );
    // The second may have found its row of the ledger begun, and its connection refused.
    expect([1, 2]).toContain(end.code);
    expect(rig.effects()).toEqual([]);
  });

  it('are shared out: a run opens only as many connections as there is room for', async () => {
    await using rig = await Rig.open({ latencyMs: 300 });
    const end = await rig.cli(runArgs(rig.write('input.csv', manyRows(100))), withLimit('-n 64'));
    expect(end).toMatchObject({ code: 0, signal: null });
    expect(new Set(rig.effects()).size).toBe(100);
  });
});
