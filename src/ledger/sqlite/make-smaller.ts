import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fence } from './fence.ts';

/** Pages of the file that go together: some milliseconds each. */
const PAGES = 300;

/** Between two steps others may write, who look every now and then whether they can. */
const BREATH_MS = 2;

/** Gives back what was deleted of the file, so that others can write in between. */
export async function makeSmaller(database: DatabaseSync, fence: Fence): Promise<void> {
  await inSteps(() => fence.writeSoon(() => freePages(database)));
  moveCommits(database);
}

/** Does a step after the other until one says that there are no more. */
export async function inSteps(step: () => boolean): Promise<void> {
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
