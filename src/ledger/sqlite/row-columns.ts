import type { SQLOutputValue } from 'node:sqlite';
import type { Outcome, ResultRow } from '../../core/outcome.ts';

/** The states of a row in the ledger. */
export const PENDING = 0;
export const STARTED = 1;
export const DONE = 2;

/** A row as the table holds it. */
export type RowColumns = Readonly<Record<string, SQLOutputValue>>;

/** A row's last word; `notReached` is the message of one that was not taken up. */
export function toResult(row: RowColumns, notReached: string): ResultRow {
  return {
    line: Number(row.line),
    action: String(row.action),
    user: String(row.user),
    ...lastWord(row, notReached),
    attempts: Number(row.attempts),
    userId: String(row.user_id ?? ''),
    trackingId: String(row.tracking_id ?? ''),
    startedAt: isoTime(row.started_at),
    finishedAt: row.state === DONE ? isoTime(row.finished_at) : '',
  };
}

type LastWord = Pick<ResultRow, 'outcome' | 'httpStatus' | 'zoomCode' | 'message'>;

function lastWord(row: RowColumns, notReached: string): LastWord {
  if (row.state === DONE) {
    return {
      outcome: row.outcome as Outcome,
      httpStatus: row.http_status === null ? undefined : Number(row.http_status),
      zoomCode: row.zoom_code === null ? undefined : Number(row.zoom_code),
      message: String(row.message ?? ''),
    };
  }
  // Whatever else stands in the row is left from an earlier session of the run.
  const none = { httpStatus: undefined, zoomCode: undefined };
  if (row.state === STARTED) {
    const message = 'sent, but the run ended before an answer came; `zoom-provision resume` settles it';
    return { ...none, outcome: 'unknown', message };
  }
  if (row.created === 1) {
    const message = 'the user was created; the update with the other columns was not sent any more';
    return { ...none, outcome: 'not_attempted', message };
  }
  const wasRefused = Number(row.attempts) > 0 && row.outcome === null;
  const message = wasRefused ? notReached.replace(/^not sent:/, 'refused, and not sent again:') : notReached;
  return { ...none, outcome: 'not_attempted', message };
}

function isoTime(value: SQLOutputValue | undefined): string {
  return typeof value === 'number' ? new Date(value).toISOString() : '';
}
