import type { DatabaseSync } from 'node:sqlite';
import type { RunRecord } from '../../core/ledger-records.ts';
import type { Timeline } from '../../core/timeline.ts';
import { readEntries } from './read-entries.ts';
import { isIntact } from './seal.ts';
import { SealedEntries } from './sealed-entries.ts';

/** Keeps what a session has sent over time, in the place of what was kept of it before. */
export function prepareTimelines(database: DatabaseSync): (run: RunRecord, timeline: Timeline) => void {
  const timelines = new SealedEntries(database, 'timelines');
  return (run, { startedAt, ...sent }) =>
    timelines.put({ run: run.number, started_at: Math.round(startedAt), sent: JSON.stringify(sent) });
}

/** Of the sessions of a run, the first first; those whose record is damaged are left out. */
export function readTimelines(database: DatabaseSync, { number }: Pick<RunRecord, 'number'>): Timeline[] {
  const all = database.prepare('SELECT * FROM timelines WHERE run = ? ORDER BY started_at');
  return readEntries(all, number)
    .filter((entry) => isIntact('timelines', entry))
    .map(({ started_at, sent }) => ({ startedAt: Number(started_at), ...JSON.parse(String(sent)) }));
}
