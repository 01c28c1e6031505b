import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { removeQuietly } from './remove-quietly.ts';

/** SQLite's codes, without their extensions, that are said of very different things. */
const READ_ONLY = 8;
const IO_ERROR = 10;
const CANNOT_OPEN = 14;

/** About a page of SQLite's: where that can be written, more is known by SQLite than by this. */
const PROBE = 'x'.repeat(4096);

/**
 * What the system itself says of a folder in which SQLite could not open, or not write: of a full disk, one that can only be
 * read, and permissions SQLite makes the same error.
 * @returns the error itself when the folder can be written to
 */
export function underlyingError(error: unknown, folder: string): unknown {
  const { code, errcode } = Object(error) as { code?: unknown; errcode?: unknown };
  if (code !== 'ERR_SQLITE_ERROR' || ![READ_ONLY, IO_ERROR, CANNOT_OPEN].includes(Number(errcode) & 0xff))
    return error;
  const file = path.join(folder, `probe-${randomUUID()}`);
  try {
    writeFileSync(file, PROBE, { flag: 'wx', mode: 0o600 });
    return error;
  } catch (found) {
    return found;
  } finally {
    removeQuietly(file);
  }
}
