import type { ChildProcess } from 'node:child_process';
import { startCli } from '../support/cli-process.ts';
import type { BenchServer } from './server.ts';
import { tempFolder } from './temp-folder.ts';
import { writeInput } from './write-input.ts';

/**
 * Runs an input of these lines against the server, and resolves when the command has ended.
 * @param meanwhile what happens to its process; it must not take longer than the run
 * @throws {Error} when it could not run at all; rows that did not go through are for the caller to find
 */
export async function runInput(
  lines: readonly string[],
  plan: 'free' | 'pro' | 'business',
  server: BenchServer,
  meanwhile?: (child: ChildProcess) => Promise<void>,
): Promise<void> {
  using folder = tempFolder();
  const input = folder.in('input.csv');
  writeInput(input, lines);
  const places = ['--state', folder.in('state'), '--out', folder.in('out')];
  const args = ['run', input, '--plan', plan, '--yes', ...places];
  const { child, ended } = startCli(args, folder.path, { env: server.env });
  await meanwhile?.(child);
  const { code, stderr } = await ended;
  if (code === null || code > 1) throw new Error(`the run ended with ${code}: ${stderr}`);
}
