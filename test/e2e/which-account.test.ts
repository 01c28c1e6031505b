import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { AT_ONCE, Rig } from '../support/cli-rig.ts';

const BIN = fileURLToPath(new URL('../../src/bin.js', import.meta.url));

/** `script` of util-linux runs a command on a terminal of its own. */
const HAS_TERMINAL = spawnSync('script', ['--version']).stdout?.toString().includes('util-linux') ?? false;

/** Runs the command line on a terminal, on which somebody types the answer as soon as there is a question. */
async function onTerminal(rig: Rig, args: readonly string[], answer: string) {
  const command = [process.execPath, BIN, ...args].map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd: rig.folder,
    env: { PATH: process.env.PATH, HOME: rig.folder, TERM: 'dumb', ...rig.simulator.env },
  });
  let text = '';
  let isAnswered = false;
  child.stdout.on('data', (chunk) => {
    text += String(chunk);
    if (isAnswered || !text.includes('[y/N]')) return;
    isAnswered = true;
    child.stdin.write(`${answer}\n`);
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  return { code, text };
}

const INPUT = [
  'action,email,type',
  'create,ann@example.com,basic',
  'create,bob@example.com,basic',
  'fire,cem@example.com,',
];

describe('which account is meant', AT_ONCE, () => {
  it('is said at the beginning of a run and of its resumption, without a question to anybody', async () => {
    await using rig = await Rig.open({ accountId: 'a-1', accountName: 'Acme', createsPerDay: 1 });
    const line = `Account: a-1, at ${rig.simulator.apiUrl}`;
    const run = await rig.run(rig.write('input.csv', INPUT));
    expect(run.stderr.split('\n').slice(0, 2)).toEqual([expect.stringMatching(/^This run sends to /), line]);
    const resumed = await rig.cli(['resume']);
    expect(resumed.stderr.split('\n')[1]).toBe(line);
    expect(rig.simulator.stats().byEndpoint).not.toHaveProperty('GET /accounts/me');
  });

  it('is no matter of a run that is refused', async () => {
    await using rig = await Rig.open();
    const { code, stderr } = await rig.run(
      rig.write('input.csv', ['action,email', 'deactivate,ann@example.com']),
    );
    expect([code, stderr]).toEqual([6, expect.not.stringContaining('Account:')]);
    expect(rig.simulator.stats()).toMatchObject({ requests: 0, tokenRequests: 0 });
  });

  it.skipIf(!HAS_TERMINAL)('is said by name on a terminal, before it is asked whether to go on', async () => {
    await using rig = await Rig.open({ accountId: 'a-1', accountName: 'Acme' });
    const input = rig.write('input.csv', INPUT);
    const refused = await onTerminal(rig, ['run', input], 'n');
    expect(refused.text).toContain(`Account: Acme (a-1), at ${rig.simulator.apiUrl}`);
    expect(refused.text).toContain('2 new users, 1 row left out: go on? [y/N]');
    expect([refused.code, rig.simulator.users()]).toEqual([6, []]);
    expect(rig.simulator.stats().byEndpoint).toEqual({ 'GET /accounts/me': 1 });
    const agreed = await onTerminal(rig, ['run', input], 'y');
    expect([agreed.code, rig.simulator.users().length]).toEqual([1, 2]);
  });

  it.skipIf(!HAS_TERMINAL)('keeps no run with --yes waiting for an answer', async () => {
    await using rig = await Rig.open();
    rig.simulator.fault({ kind: 'status', status: 500, body: {}, match: { path: '/accounts/me' } });
    const { code, text } = await onTerminal(rig, ['run', rig.write('input.csv', INPUT), '--yes'], 'n');
    expect(text).not.toContain('[y/N]');
    expect([code, rig.simulator.users().length]).toEqual([1, 2]);
  });
});
