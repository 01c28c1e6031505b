import path from 'node:path';
import { UsageError } from '../core/usage-error.ts';
import { homeFolder } from '../support/files/home-folder.ts';
import type { Environment } from './environment.ts';

/**
 * The ledger's folder: as given, else where the XDG specification puts a program's state.
 * @throws {UsageError} where there is no home for it: a ledger below whatever folder one is in would be another each time
 */
export function stateFolder(given: string | undefined, environment: Environment): string {
  if (given !== undefined) return path.resolve(given);
  const base = environment.XDG_STATE_HOME;
  // The specification: a path that is not absolute counts as not set.
  if (base && path.isAbsolute(base)) return path.join(base, 'zoom-provision');
  return path.join(existingHome(), '.local', 'state', 'zoom-provision');
}

function existingHome(): string {
  const home = homeFolder();
  if (home?.isThere) return home.path;
  const what = home ? `The home folder ${home.path} is not there` : 'There is no home folder';
  throw new UsageError(
    `${what}, so there is no place for the ledger: give one with --state <dir>, or set HOME to the path of a folder, from the root on.`,
  );
}
