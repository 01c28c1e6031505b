import { UsageError } from '../../core/usage-error.ts';
import { networkFileSystem } from '../../support/files/file-systems.ts';
import { openPrivateFolder } from '../../support/files/private-folder.ts';
import { explainRefusal } from '../../support/files/refused.ts';
import { wayTo } from '../../support/files/way.ts';

/** What the program has in the ledger's folder: the ledger with its copies, the locks, and what Node made of the sources. */
const OWN_FILE = /^(?:ledger|account-|compile-cache)/;

const OTHERWISE = 'give another folder with --state <dir>';

/**
 * Makes the ledger's folder, or makes sure of it: whoever else could write there would decide what `resume` does.
 * @param typeOf tells the kind of file system, as Linux numbers them
 * @returns the folder, without links
 * @throws {UsageError} when somebody else could have put something there, or it is on a network file system
 */
export function openLedgerFolder(folder: string, networkOf = networkFileSystem): string {
  try {
    const network = networkOf(wayTo(folder).end);
    if (network !== undefined) {
      throw new UsageError(
        `The ledger's folder ${folder} is on a network file system (${network}), where two runs could not be kept apart and ` +
          'the ledger could be damaged: give a folder on a disk of this machine with --state <dir>.',
      );
    }
    return openPrivateFolder(folder, (name) => OWN_FILE.test(name));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`The ledger's folder ${folder} cannot be used: ${explainRefusal(error, OTHERWISE)}`);
  }
}
