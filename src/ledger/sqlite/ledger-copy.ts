import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { removeQuietly } from './remove-quietly.ts';

const COPY = /^ledger\.db\.before-\d+(\.part)?$/;

/**
 * Copies the ledger as it is before it is led to another version, for its owner only, as a whole or not at all. Whoever calls
 * keeps others from writing.
 * @throws whatever SQLite or the disk says when there is no room
 */
export function copyLedger(file: string, newVersion: number): void {
  const copy = `${file}.before-${newVersion}`;
  const part = `${copy}.part`;
  rmSync(part, { force: true });
  const reader = new DatabaseSync(file, { readOnly: true });
  try {
    // Made for its owner before anything is in it.
    closeSync(openSync(part, 'wx', 0o600));
    reader.prepare('VACUUM INTO ?').run(part);
    sync(part);
    chmodSync(part, 0o600);
    renameSync(part, copy);
  } catch (error) {
    removeQuietly(part);
    throw error;
  } finally {
    reader.close();
  }
}

/** Removes the copies of the ledger in a folder: all, or those that are older than a moment (ms since the epoch), or but one. */
export function dropCopies(folder: string, { before, but }: { before?: number; but?: number } = {}): void {
  for (const name of readdirSync(folder).filter((its) => COPY.test(its))) {
    const copy = path.join(folder, name);
    const isKept =
      name.endsWith(`.before-${but}`) || (before !== undefined && statSync(copy).mtimeMs >= before);
    if (!isKept) removeQuietly(copy);
  }
}

function sync(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
