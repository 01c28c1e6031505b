import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export type CliResult = {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly summary: () => Promise<Record<string, unknown>>;
  /** The lines of results.csv below its header. */
  readonly results: () => Promise<string[]>;
};

/** A folder that is gone after the test. */
export async function makeTempFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'zoom-provision-jobs-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs the real command line at the root of the project, with nothing of this machine's Zoom settings, ledger or reports. */
export async function runCli(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CliResult> {
  const folder = await makeTempFolder();
  const out = path.join(folder, 'out');
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('ZOOM_'));
  const ended = await execute(
    [path.join(ROOT, 'src/cli.ts'), ...args, '--out', out, '--state', path.join(folder, 'state')],
    { ...Object.fromEntries(own), ...environment },
  );
  return {
    ...ended,
    summary: async () => JSON.parse(await readFile(path.join(out, 'summary.json'), 'utf8')),
    results: async () =>
      (await readFile(path.join(out, 'results.csv'), 'utf8')).trimEnd().split('\n').slice(1),
  };
}

function execute(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Pick<CliResult, 'code' | 'stdout' | 'stderr'>> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { cwd: ROOT, env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
    child.stdin?.end();
  });
}
