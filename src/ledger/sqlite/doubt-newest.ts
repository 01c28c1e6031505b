import type { DatabaseSync } from 'node:sqlite';
import { outcomesOf } from '../../core/vocabulary.ts';
import { earliestZoomTime, IS_BEHIND_NO_REMOVAL } from './row-queries.ts';
import { DONE, STARTED } from './row-values.ts';
import { IS_INTACT_ROW, SEALED } from './seal.ts';

const TAKEN_UP = outcomesOf('open')
  .map((outcome) => `'${outcome}'`)
  .join(', ');

/** Since when, by this computer's clock and by Zoom's. */
const STARTED_THEN: Readonly<Record<string, string>> = {
  state: `${STARTED}`,
  started_at: 'coalesce(started_at, ?2)',
  zoom_at: 'coalesce(zoom_at, ?3)',
};

const changed = (column: string): string => STARTED_THEN[column] ?? column;

/**
 * The newest commits are lost: whatever a run that has no end may have sent since, it did perhaps send. Such rows are put on
 * record as started, so that the account is asked about them.
 */
export function doubtNewest(database: DatabaseSync): void {
  const changes = Object.keys(STARTED_THEN).map((column) => `${column} = ${changed(column)}`);
  const doubt = database.prepare(
    `UPDATE rows SET ${changes.join(', ')}, seal = seal_of('rows', ${SEALED.rows.columns.map(changed).join(', ')})
       WHERE run = ?1 AND held_back = 0 AND state <> ${STARTED}
         AND (state <> ${DONE} OR outcome IN (${TAKEN_UP}) OR after_line IS NOT NULL AND ${IS_BEHIND_NO_REMOVAL})
         AND ${IS_INTACT_ROW}`,
  );
  database.exec('BEGIN IMMEDIATE');
  try {
    for (const { number, started_at: at } of database
      .prepare("SELECT number, started_at FROM runs WHERE status = 'running'")
      .all()) {
      doubt.run(Number(number), Number(at), earliestZoomTime(database, Number(number)) ?? null);
    }
    database.exec('COMMIT');
  } finally {
    if (database.isTransaction) database.exec('ROLLBACK');
  }
}
