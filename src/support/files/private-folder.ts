import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { kindOf } from './kind.ts';
import { securePrivateFile } from './private-file.ts';
import { Refused } from './refused.ts';
import { checkPlace, checkWay, describeOwner, OWN, writersOf } from './trust.ts';
import { makeMissing, type Place, wayTo } from './way.ts';
import { isTrusted, ownUser } from './who.ts';

/**
 * A folder that nobody but the user may change, made when it is not there, and what of it is the program's. Modes that are
 * too wide are set right, unless other things are in the folder, whose owner may want it so.
 * @param isOwnFile what the program itself has in it, by its name
 * @returns the folder, without links
 * @throws {Refused} when somebody else could put something there, or may have done so; whatever the file system throws
 */
export function openPrivateFolder(
  folder: string,
  isOwnFile: (name: string) => boolean,
  user = ownUser(),
): string {
  const way = wayTo(folder);
  checkWay(way, OWN, user);
  const made = makeMissing(way);
  const place = { path: made, stats: lstatSync(made) };
  if (!place.stats.isDirectory()) throw new Refused(made, `is ${kindOf(place.stats)}, not a folder`);
  if (user === undefined) return made;
  narrow(place, isOwnFile, user);
  for (const name of readdirSync(made).filter(isOwnFile)) secure(path.join(made, name), user);
  return made;
}

/** The same for a folder of another program, which is left as it is; one that is not there is well, too. */
export function checkPrivateFolder(folder: string, user = ownUser()): void {
  if (user === undefined) return;
  const way = wayTo(folder);
  checkWay(way, OWN, user);
  if (way.missing.length > 0) return;
  for (const at of [way.end, ...readdirSync(way.end).map((name) => path.join(way.end, name))]) {
    const stats = lstatSync(at, { throwIfNoEntry: false });
    if (stats) checkPlace({ path: at, stats }, OWN, user);
  }
}

function narrow(place: Place, isOwnFile: (name: string) => boolean, user: number): void {
  const { path: folder, stats } = place;
  if (!isTrusted(stats.uid, user)) throw new Refused(folder, describeOwner(stats, user));
  if ((stats.mode & 0o077) === 0) return;
  const isForAll = (stats.mode & 0o1000) !== 0;
  if (isForAll && writersOf(place, user) !== undefined) {
    throw new Refused(folder, 'is a folder for all users, in which they put what they like');
  }
  if (stats.uid === user && !isForAll && readdirSync(folder).every(isOwnFile)) chmodSync(folder, 0o700);
  else checkPlace(place, OWN, user);
}

function secure(file: string, user: number): void {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats?.isDirectory()) checkPlace({ path: file, stats }, OWN, user);
  else securePrivateFile(file, user);
}
