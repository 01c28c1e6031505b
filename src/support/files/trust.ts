import { realpathSync, type Stats } from 'node:fs';
import os from 'node:os';
import { shellQuote } from '../shell-quote.ts';
import { keepsModes } from './file-systems.ts';
import { Refused } from './refused.ts';
import type { Place, Way } from './way.ts';
import { isOwnGroup, isTrusted, ownUser, ROOT } from './who.ts';

/** What is asked of a file or folder, and of each folder and link on the way to it. */
export type Demands = {
  /** It belongs to the user or to root. */
  readonly owner?: boolean;
  /** A link that is gone through belongs to them. */
  readonly links?: boolean;
  /** Not everybody on the machine may change it. */
  readonly everybody?: boolean;
  /** Nor may a group, unless it is the user's own, or not even that. */
  readonly group?: boolean | 'even their own';
};

/** As ssh asks it of its keys: nobody but the user and root could have put something else there. */
export const OWN: Demands = { owner: true, links: true, everybody: true, group: true };

/** What holds secrets: there is no reason why anybody else should change it. */
export const SECRET: Demands = { ...OWN, group: 'even their own' };

/** What colleagues may change, but not just anybody. */
export const SHARED: Demands = { everybody: true };

/** Where new files go, which are never written through what is there. */
export const NO_PLANTED_LINKS: Demands = { links: true };

/**
 * Checks the folders and links on a way, but not what it leads to. What is above the user's home is not looked at, as ssh
 * does not: whoever may change that has all of the user's files.
 * @throws {Refused} for the first one that does not meet the demands
 */
export function checkWay({ places, missing }: Way, demands: Demands, user = ownUser()): void {
  const folders = missing.length > 0 ? places : places.slice(0, -1);
  const home = ownHome();
  const first = folders.findIndex((place) => place.path === home);
  for (const place of folders.slice(Math.max(first, 0))) {
    // In a folder such as /tmp nobody can put something else in the place of what belongs to another.
    const isSticky = (place.stats.mode & 0o1000) !== 0 && place.stats.isDirectory();
    checkPlace(place, isSticky ? { ...demands, group: false, everybody: false } : demands, user);
  }
}

/** @throws {Refused} when it does not meet the demands */
export function checkPlace({ path, stats }: Place, demands: Demands, user = ownUser()): void {
  if (user === undefined) return;
  const isLink = stats.isSymbolicLink();
  if ((demands.owner || (isLink && demands.links)) && !isTrusted(stats.uid, user)) {
    throw new Refused(path, describeOwner(stats, user, isLink));
  }
  if (isLink) return;
  const writers = writersOf({ path, stats }, user, demands.group === 'even their own');
  if (writers === 'everybody' && demands.everybody) {
    throw new Refused(path, 'may be changed by everybody on this machine', `chmod go-w ${shellQuote(path)}`);
  }
  if (writers === 'group' && demands.group) {
    const why = `may be changed by everybody in the group ${stats.gid}`;
    const mode = demands.group === 'even their own' ? '600' : 'g-w';
    throw new Refused(path, why, `chmod ${mode} ${shellQuote(path)}`);
  }
}

/** Who else may change a file or a folder, by its mode. */
export function writersOf(
  { path, stats }: Place,
  user: number,
  isAnyGroup = false,
): 'everybody' | 'group' | undefined {
  if ((stats.mode & 0o022) === 0 || !keepsModes(path)) return undefined;
  if ((stats.mode & 0o002) !== 0) return 'everybody';
  return !isAnyGroup && isOwnGroup(stats.gid, [stats.uid, user, ROOT]) ? undefined : 'group';
}

export function mayEverybodyRead({ path, stats }: Place): boolean {
  return ownUser() !== undefined && (stats.mode & 0o004) !== 0 && keepsModes(path);
}

export function describeOwner({ uid }: Pick<Stats, 'uid'>, user: number, isLink = false): string {
  return `${isLink ? 'is a link that belongs' : 'belongs'} to user ${uid}, and not to ${user === ROOT ? 'root' : 'you'}`;
}

/** As the system knows it, whatever the environment says. */
function ownHome(): string | undefined {
  try {
    return realpathSync(os.userInfo().homedir);
  } catch {
    return undefined;
  }
}
