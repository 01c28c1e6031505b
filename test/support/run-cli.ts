import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CliEnd, startCli } from './cli-process.ts';
import { folderWith } from './folder.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export type CliResult = CliEnd & {
  readonly summary: () => Promise<Record<string, unknown>>;
  /** The lines of results.csv below its header. */
  readonly results: () => Promise<string[]>;
};

/** Runs the real command line at the root of the project, with nothing of this machine's Zoom settings, ledger or reports. */
export async function runCli(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CliResult> {
  const folder = folderWith();
  const out = path.join(folder, 'out');
  const places = ['--out', out, '--state', path.join(folder, 'state')];
  const { ended } = startCli([...args, ...places], ROOT, { env: { HOME: folder, ...environment } });
  return {
    ...(await ended),
    summary: async () => JSON.parse(await readFile(path.join(out, 'summary.json'), 'utf8')),
    results: async () =>
      (await readFile(path.join(out, 'results.csv'), 'utf8')).trimEnd().split('\n').slice(1),
  };
}
