import { spawn } from 'node:child_process';

export type CliEnd = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
};

/** Runs the real command line as a process; killed after `killAfterMs`, when that comes before its end. */
export function runCli(
  args: readonly string[],
  {
    env,
    cwd,
    killAfterMs,
    signal = 'SIGKILL',
  }: {
    readonly env: Readonly<Record<string, string>>;
    readonly cwd: string;
    readonly killAfterMs?: number | undefined;
    readonly signal?: NodeJS.Signals;
  },
): Promise<CliEnd> {
  const cli = new URL('../../src/cli.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [cli, ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: cwd, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill(signal), killAfterMs);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, killed) => {
      clearTimeout(timer);
      resolve({ code, signal: killed, stderr });
    });
  });
}
