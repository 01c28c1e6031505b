import type { DatabaseSync } from 'node:sqlite';
import { DamagedLedger } from '../../core/damaged-ledger.ts';
import { findFormFaults } from './find-form-faults.ts';
import { knowsMarked, markFile, readMark } from './ledger-mark.ts';
import { readEntries } from './read-entries.ts';
import { RowQueries } from './row-queries.ts';
import { listDamagedRuns, listRuns } from './run-table.ts';
import { type Entry, isIntact, type SealedTable } from './seal.ts';

/**
 * What is wrong with the ledger in a folder, in its file and in what is in it, and what that means: a sentence or two each;
 * empty when it is sound.
 */
export function findFaults(database: DatabaseSync, folder: string): string[] {
  try {
    const damage = database.prepare('PRAGMA integrity_check').all();
    const found = damage.map((row) => String(row.integrity_check)).filter((text) => text !== 'ok');
    // What is to be read of a damaged file says nothing.
    if (found.length > 0) return found.map((text) => `The file is damaged: ${text}.`);
    const ofForm = findFormFaults(database);
    if (ofForm.length > 0) return ofForm;
    return [
      ...otherLedger(database, folder),
      ...strayRows(database),
      ...damagedRuns(database),
      ...listRuns(database).flatMap((run) => damagedRows(database, run)),
      ...Object.entries(OF_TABLES).flatMap(([table, say]) =>
        damagedEntries(database, table as SealedTable, say),
      ),
    ];
  } catch (error) {
    return [`The file is damaged: ${error instanceof Error ? error.message : String(error)}.`];
  }
}

function otherLedger(database: DatabaseSync, folder: string): string[] {
  const mark = readMark(folder);
  if (!mark || knowsMarked(database, mark)) return [];
  return [
    `Run ${mark.run}, which was begun in it, is not there: it was emptied, or is an older copy. Put the newest copy back, or ` +
      `remove ${markFile(folder)} to go on without that run.`,
  ];
}

function strayRows(database: DatabaseSync): string[] {
  const { count } = database.prepare('SELECT count(*) AS count FROM pragma_foreign_key_check').get() ?? {};
  return count === 0 ? [] : [`${count} entries belong to runs that are not there.`];
}

function damagedRuns(database: DatabaseSync): string[] {
  return listDamagedRuns(database).map(
    ({ id }) =>
      `Run ${id}: what is on record of it as a whole is damaged, so it can be neither reported nor gone on with: ${remedy(id)}`,
  );
}

function remedy(id: string): string {
  return `put back a copy of the ledger, or \`zoom-provision runs --forget ${id}\` forgets it.`;
}

/** Lines that are named. */
const NAMED = 5;

function damagedRows(database: DatabaseSync, run: ReturnType<typeof listRuns>[number]): string[] {
  try {
    const lines = new RowQueries(database, run).damagedRows().map(({ line }) => line);
    if (lines.length === 0) return [];
    const named = `${lines.slice(0, NAMED).join(', ')}${lines.length > NAMED ? ' …' : ''}`;
    return [
      `Run ${run.id}: the record of ${lines.length === 1 ? '1 row' : `${lines.length} rows`} is damaged (line ${named}): unknown in its ` +
        `report, and \`zoom-provision resume ${run.id}\` asks the account where that can tell.`,
    ];
  } catch (error) {
    if (!(error instanceof DamagedLedger)) throw error;
    return [`Run ${run.id}: rows of it are missing or not in their place: ${remedy(run.id)}`];
  }
}

/** Of the tables whose entries stand by themselves: what is damaged of an entry, and what that means. */
const OF_TABLES = {
  sessions: (entry, database) =>
    `Run ${idOf(database, entry)}: what its last session counted is damaged, and missing in its report.`,
  timelines: (entry, database) =>
    `Run ${idOf(database, entry)}: what a session sent over time is damaged, and missing in the chart of its report.`,
  kept: (entry, database) =>
    `Run ${idOf(database, entry)}: what is kept of line ${entry.line} is damaged: \`resume\` needs the input for that row.`,
  quota: ({ account, day, kind }) =>
    `The quota ${kind} of ${day} of the account ${account} is damaged: nothing is left of it until that day is over.`,
  invited: ({ account }) =>
    `An invitation of the account ${account} is damaged: the account is asked who has accepted, as it is about others.`,
  syncs: ({ account }) =>
    `How many people the last sync of the account ${account} named is damaged: the next one is not measured by it.`,
  holders: ({ account }) => `Who holds the account ${account} is damaged: its next run puts that right.`,
} as const satisfies Partial<Record<SealedTable, (entry: Entry, database: DatabaseSync) => string>>;

function damagedEntries(
  database: DatabaseSync,
  table: SealedTable,
  say: (entry: Entry, database: DatabaseSync) => string,
): string[] {
  const all = database.prepare(`SELECT * FROM ${table}`);
  return readEntries(all)
    .filter((entry) => !isIntact(table, entry))
    .map((entry) => say(entry, database));
}

function idOf(database: DatabaseSync, { run }: Entry): string {
  return String(database.prepare('SELECT id FROM runs WHERE number = ?').get(run ?? null)?.id);
}
