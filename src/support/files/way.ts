import { lstatSync, mkdirSync, readlinkSync, type Stats } from 'node:fs';
import path from 'node:path';
import { Refused } from './refused.ts';
import { ownUser } from './who.ts';

/** A folder, a link or a file, by its own path. */
export type Place = { readonly path: string; readonly stats: Stats };

export type Way = {
  /** From the root on, each folder and each link that is gone through, and what is at the end, as far as it is there. */
  readonly places: readonly Place[];
  /** The last place, without links. */
  readonly end: string;
  /** The names below it that are not there. */
  readonly missing: readonly string[];
};

/** As many as the system itself follows. */
const MOST_LINKS = 40;

/**
 * Goes the way to a path as the system does, a name at a time. Where files have no owner, as on Windows, there is nothing to see on it.
 * @throws {Refused} when links go round in a circle; whatever the file system throws
 */
export function wayTo(file: string): Way {
  if (ownUser() === undefined) return { places: [], end: path.resolve(file), missing: [] };
  const { root } = path.parse(path.resolve(file));
  const names = path.resolve(file).slice(root.length).split(path.sep);
  const places: Place[] = [{ path: root, stats: lstatSync(root) }];
  let end = root;
  let links = 0;
  for (let name = names.shift(); name !== undefined; name = names.shift()) {
    const next = path.join(end, name);
    const stats = lstatSync(next, { throwIfNoEntry: false });
    if (!stats) return { places, end, missing: [name, ...names] };
    if (name !== '' && name !== '.' && name !== '..') places.push({ path: next, stats });
    if (!stats.isSymbolicLink()) {
      end = next;
      continue;
    }
    links++;
    if (links > MOST_LINKS) throw new Refused(file, 'leads round in a circle of links');
    const target = readlinkSync(next);
    if (path.isAbsolute(target)) end = root;
    names.unshift(...target.split(path.sep));
  }
  return { places, end, missing: [] };
}

/**
 * Makes the folders that lack on a way, for their owner only. One at a time: below /proc, where none can be made, Node's
 * own way of making several never ends.
 * @returns the folder, without links
 */
export function makeMissing({ end, missing }: Way): string {
  if (ownUser() === undefined) mkdirSync(end, { recursive: true });
  let folder = end;
  for (const name of missing) {
    folder = path.join(folder, name);
    try {
      mkdirSync(folder, { mode: 0o700 });
    } catch (error) {
      // Another process may have been quicker.
      if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
    }
  }
  return folder;
}
