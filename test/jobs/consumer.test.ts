import { execFile } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { folderWith } from '../support/folder.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** As strict as a program that uses the library may be. */
const CONSUMER = {
  compilerOptions: {
    target: 'es2024',
    lib: ['es2024', 'esnext.disposable'],
    module: 'nodenext',
    types: ['node'],
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    noPropertyAccessFromIndexSignature: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    paths: { 'zoom-provision': ['./dist/index.d.ts'] },
  },
  include: ['*.ts'],
};

function tsc(...args: readonly string[]): Promise<string> {
  const file = path.join(ROOT, 'node_modules/typescript/bin/tsc');
  return promisify(execFile)(process.execPath, [file, ...args], { cwd: ROOT }).then(
    () => '',
    (error: { readonly stdout: string }) => error.stdout,
  );
}

function examplesOf(document: string): string[] {
  const text = readFileSync(path.join(ROOT, document), 'utf8');
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);
}

it('the examples compile in a strict program, against the types as they are published', {
  timeout: 120_000,
}, async () => {
  const examples = ['README.md', 'docs/library.md', 'docs/jobs.md'].map(
    (document) => [document, examplesOf(document)] as const,
  );
  for (const [document, found] of examples) expect(found, document).not.toEqual([]);
  const codes = examples.flatMap(([, found]) => found);
  const folder = folderWith({
    'package.json': '{"type":"module"}',
    'tsconfig.json': JSON.stringify(CONSUMER),
    ...Object.fromEntries(codes.map((code, at) => [`example-${at}.ts`, code])),
  });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  const dist = path.join(folder, 'dist');
  expect(await tsc('--project', 'tsconfig.build.json', '--emitDeclarationOnly', '--outDir', dist)).toBe('');
  expect(await tsc('--project', folder)).toBe('');
  const wrong = [
    "import { defineJob, provision } from 'zoom-provision';",
    "export const job = defineJob({ input: 'a.csv', columns: { Team: 'departement' } });",
    'export const status = (await provision(job)).summary.state;',
  ];
  writeFileSync(path.join(folder, 'wrong.ts'), wrong.join('\n'));
  const mistakes = await tsc('--project', folder);
  expect(mistakes).toMatch(/wrong\.ts\(2,.*departement/);
  expect(mistakes).toMatch(/wrong\.ts\(3,.*state/);
});
