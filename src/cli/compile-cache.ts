import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../config/environment.ts';
import { stateFolder } from '../config/state-folder.ts';
import { checkPrivateFolder, openPrivateFolder } from '../support/files/private-folder.ts';
import { explainRefusal } from '../support/files/refused.ts';
import { ownerOf } from '../support/files/who.ts';
import { oneLine } from '../support/visible.ts';

/** Where Node keeps what it makes of the sources. What lies there is run, with all that this program may do. */
export type CompileCache = {
  /** Undefined where there is no place for it, and the program starts more slowly, or where Node has been given one. */
  readonly folder?: string;
  /** Why the program must not go on, as a terminal may have it: nothing else is loaded that would see to that. */
  readonly refusal?: string;
};

/**
 * A folder below the one of the ledger, made or made sure of. One that was given to Node is in use by now, so that nothing is
 * left but to go no further when somebody else could have put something there.
 */
export function compileCache(environment: Environment): CompileCache {
  const { NODE_COMPILE_CACHE: given, NODE_DISABLE_COMPILE_CACHE: isOff } = environment;
  if (isOff === '1') return {};
  if (given) return refusalOf(path.resolve(given));
  try {
    const state = openPrivateFolder(stateFolder(undefined, environment), (name) => name === 'compile-cache');
    return { folder: openPrivateFolder(path.join(state, 'compile-cache'), () => false) };
  } catch {
    return {};
  }
}

function refusalOf(given: string): CompileCache {
  // Whoever owns the program can do as much by changing it.
  const trusted = [undefined, ownerOf(fileURLToPath(import.meta.url))];
  const refusals = trusted.map((user) => {
    try {
      checkPrivateFolder(given, user);
      return undefined;
    } catch (error) {
      return `NODE_COMPILE_CACHE: ${explainRefusal(error, 'take the variable out of the environment')}`;
    }
  });
  const [refusal] = refusals.includes(undefined) ? [] : refusals;
  return refusal === undefined ? {} : { refusal: oneLine(refusal) };
}
