import { UsageError } from '../core/usage-error.ts';
import { explainRefusal, Refused } from '../support/files/refused.ts';
import { openSharedFolder } from '../support/files/shared-folder.ts';

/** Makes the folder of a report, which names people: for its owner only. @throws {UsageError} when it cannot be used */
export function makeFolder(folder: string): void {
  try {
    openSharedFolder(folder);
  } catch (error) {
    const why = explainRefusal(error, 'give another with --out <dir>');
    const what = error instanceof Refused ? 'used' : 'made';
    throw new UsageError(`The report's folder cannot be ${what}: ${why}`);
  }
}
