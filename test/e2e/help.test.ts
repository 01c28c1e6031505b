import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/command-list.ts';
import { OPTION_GROUPS } from '../../src/cli/help-groups.ts';
import { AT_ONCE, manyRows, Rig, runArgs } from '../support/cli-rig.ts';
import { ON_WINDOWS } from '../support/platform.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NAMES = COMMANDS.map(({ name }) => name);

describe('the help', AT_ONCE, () => {
  it.each(NAMES)('of %s has its options under headings, and two examples', async (name) => {
    await using rig = await Rig.open();
    const { code, stdout } = await rig.cli([name, '--help'], { env: {} });
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/^(?:Options|Commands):/m);
    const headings: string[] = Object.values(OPTION_GROUPS);
    const found = stdout.split('\n').filter((line) => headings.includes(line));
    expect(found).toEqual(headings.filter((heading) => found.includes(heading)));
    const [, examples = ''] = stdout.split('\nExamples:\n');
    expect(examples.match(/^ {2}# .+\n {2}zoom-provision .+$/gm)).toHaveLength(2);
  });

  it('of run has every heading', async () => {
    await using rig = await Rig.open();
    const { stdout } = await rig.cli(['run', '--help'], { env: {} });
    for (const heading of Object.values(OPTION_GROUPS)) expect(stdout).toContain(`\n${heading}\n`);
  });

  it('of everything has the commands under headings', async () => {
    await using rig = await Rig.open();
    const { stdout } = await rig.cli(['--help'], { env: {} });
    for (const name of NAMES) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
    expect(stdout).not.toContain('\nCommands:\n');
  });
});

const EXAMPLES = COMMANDS.flatMap(({ name, examples }) => examples.map(([line]) => [line, name] as const));

describe.skipIf(ON_WINDOWS)('an example of the help', AT_ONCE, () => {
  it.each(EXAMPLES)('works: %s', async (line, name) => {
    await using rig = await Rig.open({ plan: 'pro' });
    // A list of people has no actions.
    rig.write('people.csv', name === 'sync' ? ['email,type', 'ann@example.com,basic'] : manyRows(3));
    rig.write('users.csv', ['email,status', 'ann@example.com,active']);
    mkdirSync(rig.path('bin'));
    rig.write('bin/zoom-provision', [
      '#!/bin/sh',
      `exec '${process.execPath}' -- '${path.join(ROOT, 'src/bin.js')}' "$@"`,
    ]);
    chmodSync(rig.path('bin/zoom-provision'), 0o755);
    if (name === 'resume' || name === 'report') {
      await rig.cli(runArgs(rig.write('one.csv', ['action,email,type', 'create,a@example.com,basic'])));
    }
    const env = { ...rig.simulator.env, PATH: `${rig.path('bin')}:${process.env.PATH}` };
    const words = ['sh', '-c', `exec ${line}`];
    const running = rig.start([], { before: words, env });
    if (name === 'simulate') {
      running.child.stdout.once('data', () => running.child.kill('SIGINT'));
    }
    const { code, stderr } = await running.ended;
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('zoom-provision: ')]);
  });
});
