import os from 'node:os';
import path from 'node:path';
import type { Environment } from './environment.ts';

/** The ledger's folder: as given, else where the XDG specification puts a program's state. */
export function stateFolder(given: string | undefined, environment: Environment): string {
  if (given !== undefined) return path.resolve(given);
  const home = environment.XDG_STATE_HOME;
  // The specification: a path that is not absolute counts as not set.
  const base = home && path.isAbsolute(home) ? home : path.join(os.homedir(), '.local', 'state');
  return path.join(base, 'zoom-provision');
}
