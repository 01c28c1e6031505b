import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fence } from './fence.ts';
import { SealedEntries } from './sealed-entries.ts';

/** Rows, and pages of the file, that go together: some milliseconds each. */
const ROWS = 1_000;
const PAGES = 300;

/** Between two steps others may write, who look every now and then whether they can. */
const BREATH_MS = 2;

/**
 * Forgets a run with all its rows, some at a time, so that other runs can write in between, and makes the file smaller. From
 * the first step on the run is not there any more for anybody, whatever becomes of this process.
 * @returns whether it had got past its checks
 */
export async function forgetRun(database: DatabaseSync, number: number, fence: Fence): Promise<boolean> {
  const runs = new SealedEntries(database, 'runs');
  const hadBegun = fence.write(() => {
    const entry = runs.find(number);
    if (entry) runs.put({ ...entry, forgotten: 1 });
    return entry !== undefined && entry.status !== 'checking';
  });
  const rows = database.prepare(
    'DELETE FROM rows WHERE run = ?1 AND line IN (SELECT line FROM rows WHERE run = ?1 ORDER BY line LIMIT ?2)',
  );
  await inSteps(() => fence.writeSoon(() => rows.run(number, ROWS).changes) === ROWS);
  fence.write(() => database.prepare('DELETE FROM runs WHERE number = ?').run(number));
  await inSteps(() => fence.writeSoon(() => freePages(database)));
  moveCommits(database);
  return hadBegun;
}

async function inSteps(step: () => boolean): Promise<void> {
  while (step()) await sleep(BREATH_MS);
}

/** @returns whether there are more */
function freePages(database: DatabaseSync): boolean {
  const { auto_vacuum: way } = database.prepare('PRAGMA auto_vacuum').get() ?? {};
  const { freelist_count: free } = database.prepare('PRAGMA freelist_count').get() ?? {};
  if (way !== 2 || free === 0) return false;
  database.exec(`PRAGMA incremental_vacuum(${PAGES})`);
  return Number(free) > PAGES;
}

/** Into the file, and cuts off where they were; not while somebody reads, and without waiting for that. */
function moveCommits(database: DatabaseSync): void {
  const { timeout } = database.prepare('PRAGMA busy_timeout').get() ?? {};
  database.exec('PRAGMA busy_timeout = 0');
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    database.exec(`PRAGMA busy_timeout = ${timeout}`);
  }
}
