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
      stderr: `zoom-provision: Node.js 24 or later is needed; this is ${version.trim()}. Install it from https://nodejs.org.\n`,
    });
  });
});

/** The command `simulate` once it listens, and the environment that it prints. */
async function startSimulate(rig: Rig, ...options: readonly string[]) {
  const running = rig.start(['simulate', ...options], { env: {} });
  let printed = '';
  running.child.stdout.on('data', (text: string) => {
    printed += text;
  });
  const isThere = () => running.stderr().includes('Ctrl-C ends it') && printed.includes('ZOOM_OAUTH_URL=');
  await until(isThere, 'it listens');
  const env = Object.fromEntries(
    [...printed.matchAll(/^export (\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
  return { running, env };
}

describe('simulate', AT_ONCE, () => {
  it.skipIf(ON_WINDOWS)('prints an environment that a run can use, and ends with Ctrl-C', async () => {
    await using rig = await Rig.open();
    const simulate = await startSimulate(rig, '--plan', 'business', '--latency', '5');
    const { env } = simulate;
    expect(Object.keys(env).sort()).toEqual(Object.keys(rig.simulator.env).sort());
    const input = rig.write('input.csv', manyRows(3));
    expect((await rig.cli(['run', input, '--out', 'out'], { env })).code).toBe(0);
    expect(rig.summary()).toMatchObject({ outcomes: { created: 3 } });
    expect((await rig.cli(['run', input, '--out', 'again'], { env })).code).toBe(1);
    expect(rig.summary('again')).toMatchObject({ outcomes: { exists: 3 } });
    simulate.running.child.kill('SIGINT');
    expect((await simulate.running.ended).code).toBe(0);
    expect(rig.simulator.stats()).toMatchObject({ requests: 0, tokenRequests: 0 });
  });

  it.each([
    ['takes what released clients send', [], 200],
    ['refuses that with --strict', ['--strict'], 400],
  ])('%s', async (_what, options, status) => {
    await using rig = await Rig.open();
    const { env } = await startSimulate(rig, ...options);
    const parameters = `grant_type=account_credentials&account_id=${env.ZOOM_ACCOUNT_ID}`;
    const authorization = `Basic ${btoa(`${env.ZOOM_CLIENT_ID}:${env.ZOOM_CLIENT_SECRET}`)}`;
    const answer = await fetch(`${env.ZOOM_OAUTH_URL}?${parameters}`, {
      method: 'POST',
      headers: { authorization },
    });
    expect(answer.status).toBe(status);
  });

  it('starts with the users of a file, whose invitations can be accepted', async () => {
    await using rig = await Rig.open();
    const users = rig.write('users.csv', [
      'email,id,status,type',
      'ann@example.com,ANN-1,active,licensed',
      'bob@example.com,,pending,',
      'cy@example.com,,inactive,',
    ]);
    const { env, running } = await startSimulate(rig, '--users', users);
    expect(running.stderr()).toContain('3 users, 1 pending');
    const accept = /curl -X POST '([^']+)'/.exec(running.stderr())?.[1] ?? '';
    const answer = await fetch(accept.replace('ann@', 'bob@'), { method: 'POST' });
    expect(await answer.json()).toEqual({ accepted: ['bob@example.com'] });
    const input = rig.write('input.csv', [
      'action,email,type,dept',
      'ssoCreate,ann@example.com,basic,',
      'update,bob@example.com,,Sales',
      'activate,cy@example.com,,',
    ]);
    await rig.cli(['run', input, '--out', 'out'], { env });
    expect(rig.cells(['outcome'])).toEqual(['exists', 'updated', 'activated']);
  });

  it('says what is wrong with the users of a file', async () => {
    await using rig = await Rig.open();
    const users = rig.write('users.csv', ['email,status', 'ann@example.com,gone']);
    const { code, stdout, stderr } = await rig.cli(['simulate', '--users', users], { env: {} });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Line 2: status: found "gone": write active, inactive or pending');
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
