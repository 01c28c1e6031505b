import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { AT_ONCE, manyRows, Rig, until } from '../support/cli-rig.ts';
import { ON_WINDOWS } from '../support/platform.ts';

const BIN = fileURLToPath(new URL('../../src/bin.js', import.meta.url));

const OLD_NODE = '/usr/bin/node';
const version = spawnSync(OLD_NODE, ['--version'], { encoding: 'utf8' }).stdout ?? '';
const isOld = version !== '' && Number(/\d+/.exec(version)?.[0]) < 24;

describe('the bin', () => {
  it('does what the command line does', () => {
    const { status, stdout } = spawnSync(process.execPath, [BIN, '--version'], { encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  it.skipIf(!isOld)('says on an older Node which one it needs, in a sentence, with exit 2', () => {
    const { status, stdout, stderr } = spawnSync(OLD_NODE, [BIN, 'run', 'input.csv'], { encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: `zoom-provision needs Node.js 24 or later; this is ${version.trim()}. Install it from https://nodejs.org.\n`,
    });
  });
});

describe('simulate', AT_ONCE, () => {
  it.skipIf(ON_WINDOWS)('prints an environment that a run can use, and ends with Ctrl-C', async () => {
    await using rig = await Rig.open();
    const simulate = rig.start(['simulate', '--plan', 'business', '--latency', '5'], { env: {} });
    let printed = '';
    simulate.child.stdout.on('data', (text: string) => {
      printed += text;
    });
    await until(() => simulate.stderr().includes('Ctrl-C ends it'), 'it listens');
    const env = Object.fromEntries(
      [...printed.matchAll(/^export (\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
    );
    expect(Object.keys(env).sort()).toEqual(Object.keys(rig.simulator.env).sort());
    const input = rig.write('input.csv', manyRows(3));
    expect((await rig.cli(['run', input, '--out', 'out'], { env })).code).toBe(0);
    expect(rig.summary()).toMatchObject({ outcomes: { created: 3 } });
    expect((await rig.cli(['run', input, '--out', 'again'], { env })).code).toBe(1);
    expect(rig.summary('again')).toMatchObject({ outcomes: { exists: 3 } });
    simulate.child.kill('SIGINT');
    expect((await simulate.ended).code).toBe(0);
    expect(rig.simulator.stats()).toMatchObject({ requests: 0, tokenRequests: 0 });
  });

  it('as an option of run needs no credentials, and the account has whom the input changes', async () => {
    await using rig = await Rig.open();
    const input = rig.write('input.csv', [
      'action,email,user_id,type,dept',
      'ssoCreate,ann@example.com,,basic,',
      'update,bob@example.com,,,Sales',
      'activate,,SOME-ID,,',
      'deactivate,bob@example.com,,,',
    ]);
    const end = await rig.cli(['run', input, '--simulate', '--yes', '--out', 'out'], { env: {} });
    expect(end.code).toBe(0);
    expect(rig.cells(['outcome'])).toEqual(['created', 'updated', 'activated', 'deactivated']);
  });
});
