import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** As the package starts it. */
const CLI = fileURLToPath(new URL('../../src/bin.js', import.meta.url));

/** Node keeps here what it made of the sources, so that a process starts in half the time. */
const COMPILE_CACHE = fileURLToPath(new URL('../../node_modules/.cache/node-compile/', import.meta.url));

export type CliEnd = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};

export type CliOptions = {
  /** Beside PATH, and the working directory as home. */
  readonly env?: Readonly<Record<string, string>>;
  /** For standard input, which is at its end otherwise; null leaves it open. */
  readonly stdin?: string | Uint8Array | null;
  /** What is put before `node`, such as a command that moves the clock. */
  readonly before?: readonly string[];
};

export type Running = {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<CliEnd>;
  /** What has come so far. */
  stderr(): string;
};

/** Starts the real command line in a folder, with nothing of this machine's settings, and lets it go on. */
export function startCli(
  args: readonly string[],
  cwd: string,
  { env, stdin = '', before = [] }: CliOptions = {},
): Running {
  const [command = process.execPath, ...rest] = [...before, process.execPath, '--', CLI, ...args];
  const { PATH = '', SystemRoot } = process.env;
  const own = { PATH, HOME: cwd, TZ: 'UTC', NODE_COMPILE_CACHE: COMPILE_CACHE };
  const child = spawn(command, rest, {
    cwd,
    // Without its root Windows has no network.
    env: { ...own, ...(SystemRoot !== undefined && { SystemRoot }), ...env },
    stdio: 'pipe',
  });
  const text = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text.stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text.stderr += chunk;
  });
  // It may end without having read everything.
  child.stdin.on('error', () => undefined);
  if (stdin !== null) child.stdin.end(stdin);
  const ended = new Promise<CliEnd>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, ...text }));
  });
  return { child, ended, stderr: () => text.stderr };
}
