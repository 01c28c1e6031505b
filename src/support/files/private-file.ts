import { chmodSync, lstatSync } from 'node:fs';
import { shellQuote } from '../shell-quote.ts';
import { kindOf } from './kind.ts';
import { Refused } from './refused.ts';
import { describeOwner } from './trust.ts';
import { ownUser, ROOT } from './who.ts';

/**
 * Makes sure of a file in a private folder: that it is the user's, that it is no other file by a second name, and that nobody
 * else may read it. What is not there is well, too.
 * @throws {Refused} for what somebody else may have put there
 */
export function securePrivateFile(file: string, user = ownUser()): void {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (!stats) return;
  if (!stats.isFile()) throw new Refused(file, `is ${kindOf(stats)}, where a file of its own should be`);
  if (stats.nlink > 1) throw new Refused(file, 'has a second name elsewhere (it is a hard link)');
  if (user === undefined) return;
  if (stats.uid !== user) {
    // Another user's file may have been planted; root's is what a run with sudo left behind.
    const remedy = stats.uid === ROOT ? `sudo chown ${user} ${shellQuote(file)}` : undefined;
    throw new Refused(file, describeOwner(stats, user), remedy);
  }
  if ((stats.mode & 0o077) !== 0) chmodSync(file, 0o600);
}
