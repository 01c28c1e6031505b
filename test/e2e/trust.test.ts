import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { AT_ONCE, manyRows, Rig, runArgs, until } from '../support/cli-rig.ts';
import { makeFifo } from '../support/fifo.ts';
import { ON_WINDOWS } from '../support/platform.ts';

/** The end of a pipe that somebody has opened to read; undefined as long as nobody has. */
function writerOf(pipe: string): number | undefined {
  try {
    return openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
}

const IS_ROOT = process.getuid?.() === 0;

describe.skipIf(ON_WINDOWS)('what others could have put on the disk', AT_ONCE, () => {
  /** A folder that everybody may write to, as a careless `chmod` leaves it. */
  function openFolder(rig: Rig, name: string): string {
    const folder = rig.path(name);
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    return folder;
  }

  it.each<[string, (rig: Rig) => string[], RegExp]>([
    ['a ledger', (rig) => ['--state', path.join(openFolder(rig, 'all'), 'state')], /chmod go-w '.*all'/],
    [
      'a link in the place of the log',
      (rig) => {
        mkdirSync(rig.path('out'));
        symlinkSync(rig.write('victim', 'as it was'), rig.path('out', 'run.log'));
        return [];
      },
      /run\.log is a link, not a file/,
    ],
    [
      'an env file',
      (rig) => {
        const file = rig.write('.env', 'ZOOM_PROVISION_PLAN=free\n');
        chmodSync(file, 0o666);
        return ['--env-file', file];
      },
      /chmod go-w '.*\.env'/,
    ],
  ])('refuses the run, and nothing is sent: %s', async (_, plant, says) => {
    await using rig = await Rig.open();
    const more = plant(rig);
    const { code, stderr } = await rig.run(rig.write('in.csv', manyRows(1)), ...more);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(says) });
    expect(rig.simulator.journal).toEqual([]);
    if (existsSync(rig.path('victim'))) expect(readFileSync(rig.path('victim'), 'utf8')).toBe('as it was');
  });

  // skip: only root may give a folder to somebody else
  it.skipIf(!IS_ROOT)('refuses root’s run with the ledger of another user', async () => {
    await using rig = await Rig.open();
    mkdirSync(rig.path('state'), { mode: 0o700 });
    chownSync(rig.path('state'), 12_345, 12_345);
    const { code, stderr } = await rig.run(rig.write('in.csv', manyRows(1)), '--state', 'state');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('belongs to user 12345, and not to root'),
    });
    expect(rig.simulator.journal).toEqual([]);
  });

  it('is not followed by what is written anew', async () => {
    await using rig = await Rig.open();
    mkdirSync(rig.path('out'));
    const victim = rig.write('victim', 'as it was');
    for (const name of ['results.csv', 'results.csv.part', 'summary.json', 'summary.json.part']) {
      symlinkSync(victim, rig.path('out', name));
    }
    expect((await rig.run(rig.write('in.csv', manyRows(1)))).code).toBe(0);
    expect(readFileSync(victim, 'utf8')).toBe('as it was');
    expect(rig.cells(['outcome'])).toEqual(['created']);
  });

  it('is not imported by resume: a job that others may change', async () => {
    await using rig = await Rig.open();
    rig.write('in.csv', manyRows(3));
    const text = "export default { input: 'in.csv', out: 'out', plan: 'business' };\n";
    const job = rig.write('job.mjs', text);
    rig.simulator.fault({ kind: 'hang', match: { user: 'u2@example.com' } });
    const run = rig.start(['run', job]);
    await until(() => rig.simulator.stats().requests >= 3, 'the run sends');
    run.child.kill('SIGKILL');
    await run.ended;
    rig.write('job.mjs', `import fs from 'node:fs';\nfs.writeFileSync('was-run', '');\n${text}`);
    chmodSync(job, 0o666);
    const { code, stderr } = await rig.cli(['resume']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(`chmod go-w '${job}'`) });
    expect(existsSync(rig.path('was-run'))).toBe(false);
  });

  it('is no cache of compiled sources: that one is the user’s, below the ledger’s folder', async () => {
    await using rig = await Rig.open();
    const temporary = rig.path('tmp');
    mkdirSync(temporary);
    const env = { TMPDIR: temporary, NODE_COMPILE_CACHE: '' };
    expect((await rig.cli(['--version'], { env })).code).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
    expect(readdirSync(rig.path('.local', 'state', 'zoom-provision'))).toEqual(['compile-cache']);
    const planted = openFolder(rig, 'cac\u001bhe');
    const refused = await rig.cli(['--version'], { env: { NODE_COMPILE_CACHE: planted } });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(
      /^zoom-provision: NODE_COMPILE_CACHE: .*\/cac he may be changed by everybody.*\n$/,
    );
  });
});

describe.skipIf(ON_WINDOWS)('what never ends when it is opened', AT_ONCE, () => {
  it.each([
    ['--state', '/proc/x/y', '/proc/x'],
    ['--out', '/proc/x/y', '/proc/x'],
    ['--log-file', '/proc/x/y/run.log', '/proc/x'],
    ['--log-file', 'pipe', 'pipe is a pipe'],
    ['--env-file', '/dev/zero', 'it is a device'],
    ['--out', 'pipe', 'pipe is a pipe'],
  ])('is refused in a sentence: %s %s', async (option, place, says) => {
    await using rig = await Rig.open();
    makeFifo(rig.path('pipe'));
    const { code, stderr } = await rig.cli(runArgs(rig.write('in.csv', manyRows(1)), option, place));
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(new RegExp(`^[^\\n]*${says}[^\\n]*\\.\\n$`)),
    });
    expect(rig.simulator.journal).toEqual([]);
  });

  it.each([
    ['SIGINT', 130, 'without a writer', closeSync],
    ['SIGTERM', 143, 'with a writer who writes nothing', () => undefined],
  ] as const)('is ended by %s with exit code %i: an input %s', async (signal, code, _, then) => {
    await using rig = await Rig.open();
    const pipe = rig.path('pipe');
    makeFifo(pipe);
    const { child, ended } = rig.start(['preview', 'pipe']);
    let writer: number | undefined;
    await until(() => {
      writer = writerOf(pipe);
      return writer !== undefined;
    }, 'the pipe is open');
    then(writer ?? 0);
    child.kill(signal);
    const end = await ended;
    expect(end).toMatchObject({ code, stderr: expect.stringContaining('Nothing was sent') });
    if (then !== closeSync) closeSync(writer ?? 0);
  });

  it('is no pipe that somebody writes into: of a shell, or with a name', async () => {
    await using rig = await Rig.open();
    rig.write('in.csv', manyRows(2));
    makeFifo(rig.path('pipe'));
    const bash = (script: string) => ['bash', '-c', script, 'bash'];
    const ofShell = { before: bash('"$@" <(sleep 0.5; cat in.csv)') };
    expect((await rig.cli(['preview', '--out', 'out'], ofShell)).code).toBe(0);
    expect(rig.cells(['user'])).toEqual(['u1@example.com', 'u2@example.com']);
    const named = { before: bash('(sleep 1; cat in.csv >pipe) & exec "$@"') };
    expect((await rig.cli(['preview', 'pipe', '--out', 'named'], named)).code).toBe(0);
    expect(rig.cells(['user'], 'named')).toEqual(['u1@example.com', 'u2@example.com']);
  });
});
