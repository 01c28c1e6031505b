import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';
import { NotAFile } from './kind.ts';
import { readPipe } from './pipe.ts';
import { Refused } from './refused.ts';
import { checkPlace, checkWay, type Demands } from './trust.ts';
import { wayTo } from './way.ts';
import { ownUser } from './who.ts';

/** What is empty, and no file all the same. */
const NOWHERE = '/dev/null';

/** More than any settings or program text; a mistaken path may lead to anything. */
const MOST_BYTES = 64 * 2 ** 20;

export type ReadOptions = {
  /** Of the file, and of the way to it; nothing is asked when it is not given. */
  readonly demands?: { readonly file: Demands; readonly way: Demands } | undefined;
  /** A pipe is read to its end, too, such as that of `<(…)` in a shell. */
  readonly pipe?: boolean;
};

export type FileRead = { readonly bytes: Buffer; readonly stats: Stats; readonly isPipe: boolean };

/**
 * A file of moderate size as a whole. It is opened without waiting, since whatever waits here answers no signal.
 * @throws {Refused} for what is no file, or does not meet the demands; whatever the file system throws
 */
export function readFile(
  file: string,
  { demands, pipe = false }: ReadOptions = {},
  user = ownUser(),
): FileRead {
  const before = statSync(file);
  if (path.normalize(file) === NOWHERE) return { bytes: Buffer.alloc(0), stats: before, isPipe: false };
  checkKind(file, before, pipe);
  const { O_RDONLY, O_NONBLOCK = 0 } = constants;
  const opened = openSync(file, O_RDONLY | O_NONBLOCK);
  try {
    const stats = fstatSync(opened);
    checkKind(file, stats, pipe);
    if (stats.isFIFO()) return { bytes: readPipe(file, opened), stats, isPipe: true };
    if (demands) {
      checkWay(wayTo(file), demands.way, user);
      checkPlace({ path: file, stats }, demands.file, user);
    }
    if (stats.size > MOST_BYTES) throw new Refused(file, 'is too large to be that: is it the right file?');
    return { bytes: readFileSync(opened), stats, isPipe: false };
  } finally {
    closeSync(opened);
  }
}

function checkKind(file: string, stats: Stats, pipe: boolean): void {
  if (stats.isFile() || (pipe && stats.isFIFO())) return;
  throw new NotAFile(file, stats);
}
