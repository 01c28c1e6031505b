import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { AT_ONCE, manyRows, Rig } from '../support/cli-rig.ts';
import { ON_WINDOWS } from '../support/platform.ts';

const BIN = fileURLToPath(new URL('../../src/bin.js', import.meta.url));
const has = (shell: string) => spawnSync(shell, ['--version']).status === 0;

/** A folder with files, and the program by its name. */
async function open(): Promise<Rig & { readonly env: Record<string, string> }> {
  const rig = await Rig.open();
  rig.write('people.csv', manyRows(1));
  rig.write('people.job.ts', '');
  rig.write('people.txt', '');
  mkdirSync(rig.path('reports'));
  mkdirSync(rig.path('bin'));
  rig.write('bin/zoom-provision', ['#!/bin/sh', `exec '${process.execPath}' -- '${BIN}' "$@"`]);
  chmodSync(rig.path('bin/zoom-provision'), 0o755);
  const PATH = `${rig.path('bin')}${path.delimiter}${process.env.PATH}`;
  return Object.assign(rig, { env: { PATH, HOME: rig.folder, TERM: 'dumb' } });
}

/** What could stand there, by word. The last word is what has been typed of it. */
const WORDS: readonly (readonly [words: readonly string[], could: readonly string[]])[] = [
  [['res'], ['resume']],
  [['comp'], ['completion']],
  [['run', '--on-e'], ['--on-exists']],
  [
    ['run', '--plan', ''],
    ['free', 'pro', 'business'],
  ],
  [['run', '--on-exists', 're'], ['reactivate']],
  [['run', 'people.csv', '--log-level', 'wa'], ['warn']],
  [['check', '--action', 'dis'], ['disassociate']],
  [['simulate', '--plan', 'b'], ['business']],
  [['completion', 'fi'], ['fish']],
  [
    ['preview', 'peo'],
    ['people.csv', 'people.job.ts'],
  ],
  [['run', 're'], ['reports/']],
  [
    ['run', 'people.csv', '--out', ''],
    ['bin/', 'reports/'],
  ],
  [['run', 'people.csv', '--env-file', 'people.t'], ['people.txt']],
  [['run', 'nothing'], []],
  [['runs', '--forget', ''], []],
];

describe('the completion', AT_ONCE, () => {
  it('knows commands, options, their values, and files', async () => {
    await using rig = await open();
    for (const [words, could] of WORDS) {
      const { code, stdout } = await rig.cli(['complete', '--', ...words], { env: {} });
      const lines = stdout.trimEnd().split('\n');
      expect([code, lines.at(-1)]).toEqual([0, expect.stringMatching(/^:[46]$/)]);
      expect([words, lines.slice(0, -1).map((line) => line.split('\t')[0])]).toEqual([words, could]);
    }
  });

  it.each(['bash', 'zsh', 'fish', 'powershell'])('has a script for %s', async (shell) => {
    await using rig = await Rig.open();
    const { code, stdout, stderr } = await rig.cli(['completion', shell], { env: {} });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/zoom-provision complete '?--/);
    expect(stdout).not.toMatch(/<U\+|undefined/);
  });

  it('has none for another shell, which is an error', async () => {
    await using rig = await Rig.open();
    const { code, stderr } = await rig.cli(['completion', 'ksh'], { env: {} });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/'ksh'.* bash, zsh, fish, powershell/)]);
  });
});

/** Does what bash does at a tab; `_get_comp_words_by_ref` is of the package bash-completion. */
const IN_BASH = `
_get_comp_words_by_ref() { cur=\${COMP_WORDS[COMP_CWORD]}; words=("\${COMP_WORDS[@]}"); cword=$COMP_CWORD; }
compopt() { :; }
source <(zoom-provision completion bash)
COMP_WORDS=(zoom-provision "$@"); COMP_CWORD=$#
$(complete -p zoom-provision | sed 's/.*-F \\([^ ]*\\) .*/\\1/')
printf '%s\\n' "\${COMPREPLY[@]}"
`;

describe('in a shell', AT_ONCE, () => {
  it.skipIf(ON_WINDOWS || !has('bash'))('bash (skipped where it is not installed) completes', async () => {
    await using rig = await open();
    for (const [words, could] of WORDS) {
      const { stdout, stderr } = spawnSync('bash', ['-c', IN_BASH, 'bash', ...words], {
        cwd: rig.folder,
        env: rig.env,
        encoding: 'utf8',
      });
      expect([words, stderr, stdout.split('\n').filter(Boolean)]).toEqual([words, '', could]);
    }
  });

  it.skipIf(!has('fish'))('fish (skipped where it is not installed) completes', async () => {
    await using rig = await open();
    for (const [words, could] of WORDS) {
      const line = `zoom-provision completion fish | source; complete --do-complete 'zoom-provision ${words.join(' ')}'`;
      const { stdout } = spawnSync('fish', ['-c', line], { cwd: rig.folder, env: rig.env, encoding: 'utf8' });
      const found = stdout.split('\n').filter(Boolean);
      expect([words, found.map((text) => text.split('\t')[0]).sort()]).toEqual([words, [...could].sort()]);
    }
  });

  it.skipIf(!has('zsh'))('zsh (skipped where it is not installed) takes its script', async () => {
    await using rig = await open();
    const line =
      'autoload -U compinit && compinit -u && source <(zoom-provision completion zsh) && echo $_comps[zoom-provision]';
    const { stdout } = spawnSync('zsh', ['-fc', line], { cwd: rig.folder, env: rig.env, encoding: 'utf8' });
    expect(stdout).toBe('_zoom-provision\n');
  });
});
