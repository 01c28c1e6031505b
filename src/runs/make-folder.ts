import path from 'node:path';
import { UsageError } from '../core/usage-error.ts';
import { RESULTS, SUMMARY } from '../report/file-names.ts';
import { explainRefusal, Refused } from '../support/files/refused.ts';
import { checkReplaceable, openSharedFolder } from '../support/files/shared-folder.ts';

/** Of which it must be known beforehand that they can be written: they are, once everything has been sent. */
const WRITTEN_ANEW = [RESULTS, SUMMARY].flatMap((name) => [name, `${name}.part`]);

/** Makes the folder of a report, which names people: for its owner only. @throws {UsageError} when it cannot be used */
export function makeFolder(folder: string): void {
  try {
    openSharedFolder(folder);
    for (const name of WRITTEN_ANEW) checkReplaceable(path.join(folder, name));
  } catch (error) {
    const why = explainRefusal(error, 'give another with --out <dir>');
    const what = error instanceof Refused ? 'used' : 'made';
    throw new UsageError(`The report's folder cannot be ${what}: ${why}`);
  }
}
