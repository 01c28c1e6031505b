import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const read = (name: string) => readFileSync(fileURLToPath(new URL(`../${name}`, import.meta.url)), 'utf8');

const { devDependencies } = JSON.parse(read('package.json'));
const lock: {
  packages: Record<
    string,
    { version: string; resolved?: string; integrity?: string; hasInstallScript?: true }
  >;
} = JSON.parse(read('package-lock.json'));

describe('what is installed', () => {
  it('has one version of the Node that its package fetches, of which the binaries are recorded', () => {
    const recorded = JSON.parse(read('.ci/node-binaries.json'));
    expect(devDependencies.node).toMatch(/^\d+\.\d+\.\d+$/);
    expect(recorded.version).toBe(devDependencies.node);
    expect(lock.packages['node_modules/node']?.version).toBe(devDependencies.node);
    expect(Object.keys(recorded.sha256)).toEqual(expect.arrayContaining(['linux-x64', 'win32-x64']));
    for (const sum of Object.values(recorded.sha256)) expect(sum).toMatch(/^[0-9a-f]{64}$/);
  });

  it('comes from the registry of npm, by its checksum, and runs nothing by itself but that', () => {
    const { '': _own, ...others } = lock.packages;
    const elsewhere = Object.entries(others).filter(
      ([, { resolved = 'https://registry.npmjs.org/', integrity = '' }]) =>
        !resolved.startsWith('https://registry.npmjs.org/') || !integrity.startsWith('sha512-'),
    );
    expect(elsewhere).toEqual([]);
    const scripts = Object.entries(others).filter(([, { hasInstallScript }]) => hasInstallScript);
    expect(scripts.map(([name]) => name)).toEqual(['node_modules/node']);
    expect(JSON.parse(read('package.json')).allowScripts).toEqual({ node: true });
  });
});

describe('a workflow', () => {
  it.each(readdirSync(fileURLToPath(new URL('../.github/workflows', import.meta.url))))(
    '%s uses actions by their commits, with no more rights than it needs',
    (name) => {
      const text = read(`.github/workflows/${name}`);
      const uses = text.match(/(?<=^ *- )uses: .*/gm) ?? [];
      expect(uses.length).toBeGreaterThan(0);
      for (const used of uses) expect(used).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      expect(text).toMatch(/^permissions:(?: \{\}|\n {2}contents: read)$/m);
    },
  );
});
