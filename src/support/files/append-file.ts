import { closeSync, constants, fchmodSync, fstatSync, lstatSync, openSync, type Stats } from 'node:fs';
import path from 'node:path';
import { NotAFile } from './kind.ts';
import { Refused } from './refused.ts';
import { checkPlace, checkWay, describeOwner, NO_PLANTED_LINKS, SHARED } from './trust.ts';
import { makeMissing, wayTo } from './way.ts';
import { isTrusted, ownUser } from './who.ts';

/** What nothing is written into, however much is. */
const NOWHERE = '/dev/null';

/** The process's own streams, by the paths that lead to them. */
const STREAMS: Readonly<Record<string, 1 | 2>> = {
  '/dev/stdout': 1,
  '/dev/fd/1': 1,
  '/proc/self/fd/1': 1,
  '/dev/stderr': 2,
  '/dev/fd/2': 2,
  '/proc/self/fd/2': 2,
};

/** Whether a path is standard output, or standard error; undefined for a file. */
export function streamAt(file: string): 1 | 2 | undefined {
  return STREAMS[path.normalize(file)];
}

/**
 * Opens a file for what is written to its end, made with its folders for the user only when it is not there.
 * @returns its descriptor
 * @throws {Refused} for a link, what is no file, and a file that somebody else put there; whatever the file system throws
 */
export function openForAppending(file: string, user = ownUser()): number {
  const stream = streamAt(file);
  if (stream !== undefined) return stream;
  if (path.normalize(file) === NOWHERE) return openSync(NOWHERE, 'a');
  makeFolderOf(file, user);
  const before = lstatSync(file, { throwIfNoEntry: false });
  if (before) checkKind(file, before);
  const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  // Without waiting: it may have been replaced by a pipe.
  const opened = openSync(file, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600);
  try {
    secure(file, opened, user);
    return opened;
  } catch (error) {
    closeSync(opened);
    throw error;
  }
}

function makeFolderOf(file: string, user: number | undefined): void {
  const way = wayTo(path.dirname(file));
  checkWay(way, NO_PLANTED_LINKS, user);
  makeMissing(way);
}

function checkKind(file: string, stats: Stats): void {
  if (!stats.isFile()) throw new NotAFile(file, stats);
  if (stats.nlink > 1) throw new Refused(file, 'has a second name elsewhere (it is a hard link)');
}

function secure(file: string, opened: number, user: number | undefined): void {
  const stats = fstatSync(opened);
  checkKind(file, stats);
  if (user === undefined) return;
  if (!isTrusted(stats.uid, user)) throw new Refused(file, describeOwner(stats, user));
  if (stats.uid !== user) checkPlace({ path: file, stats }, SHARED, user);
  // A group may have been given it to read.
  else if ((stats.mode & 0o027) !== 0) fchmodSync(opened, 0o600);
}
