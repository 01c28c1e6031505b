import { chmodSync, lstatSync } from 'node:fs';
import path from 'node:path';
import { kindOf, NotAFile } from './kind.ts';
import { Refused } from './refused.ts';
import { checkPlace, checkWay, describeOwner, NO_PLANTED_LINKS, SHARED, writersOf } from './trust.ts';
import { makeMissing, wayTo } from './way.ts';
import { isTrusted, ownUser, ROOT } from './who.ts';

/**
 * A folder for files that people look at, made for its owner only when it is not there. It may be one that colleagues share,
 * but none that everybody on the machine may change, and none that root finds in somebody else's hands.
 * @throws {Refused} when it is so; whatever the file system throws
 */
export function openSharedFolder(folder: string, user = ownUser()): void {
  const way = wayTo(folder);
  checkWay(way, NO_PLANTED_LINKS, user);
  const made = makeMissing(way);
  const place = { path: made, stats: lstatSync(made) };
  const { stats } = place;
  if (!stats.isDirectory()) throw new Refused(made, `is ${kindOf(stats)}, not a folder`);
  if (user === undefined) return;
  if (user === ROOT && !isTrusted(stats.uid, user)) throw new Refused(made, describeOwner(stats, user));
  const isSticky = (stats.mode & 0o1000) !== 0;
  if (isSticky || writersOf(place, user) !== 'everybody') return;
  if (stats.uid === user) chmodSync(made, 0o700);
  else checkPlace(place, SHARED, user);
}

/**
 * Makes sure that something can be put in the place of a file, which may be a link or not be there.
 * @throws {Refused} for a folder, and for a file of another user in a folder where each keeps their own
 */
export function checkReplaceable(file: string, user = ownUser()): void {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (!stats) return;
  if (stats.isDirectory()) throw new NotAFile(file, stats);
  if (user === undefined || user === ROOT || stats.uid === user) return;
  const folder = lstatSync(path.dirname(file));
  const isSticky = (folder.mode & 0o1000) !== 0 && folder.uid !== user;
  if (isSticky) throw new Refused(file, describeOwner(stats, user));
}
