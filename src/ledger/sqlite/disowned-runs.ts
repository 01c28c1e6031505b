import { closeSync, openSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { RunRecord } from '../../core/ledger-records.ts';
import { deleteRun, findRun } from './run-table.ts';

/**
 * Runs of which nothing was sent, and which could not be deleted, since a full disk has no room for that either. Each has
 * an empty file beside the ledger, which takes no room, until it can.
 */
const NAME = /^disowned-(.+)$/;

/** Puts a run out of sight. @throws what the file system throws when not even an empty file can be made */
export function disown(database: DatabaseSync, { id }: Pick<RunRecord, 'id'>): void {
  const folder = folderOf(database);
  if (folder !== undefined) closeSync(openSync(path.join(folder, `disowned-${id}`), 'w', 0o600));
}

/** Deletes what can be deleted by now. @returns the ids of those that are still on record */
export function forgetDisowned(database: DatabaseSync): ReadonlySet<string> {
  const left = new Set<string>();
  const folder = folderOf(database);
  for (const name of folder === undefined ? [] : readdirSync(folder)) {
    const [, id] = NAME.exec(name) ?? [];
    if (folder === undefined || id === undefined) continue;
    try {
      const run = findRun(database, id);
      // One that has begun was never disowned, whatever a file says.
      if (run?.status === 'checking') deleteRun(database, run);
      rmSync(path.join(folder, name), { force: true });
    } catch {
      left.add(id);
    }
  }
  return left;
}

function folderOf(database: DatabaseSync): string | undefined {
  const file = database.location();
  return file === null ? undefined : path.dirname(file);
}
