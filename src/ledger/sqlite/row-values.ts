import type { SQLOutputValue } from 'node:sqlite';
import type { RowState, WaitingRow } from '../../core/ledger-records.ts';
import type { Reason, Warning } from '../../core/reason.ts';
import type { ResultRow } from '../../core/result-row.ts';
import type { StopReason } from '../../core/stop-reason.ts';
import type { Task } from '../../core/task.ts';
import type { Outcome } from '../../core/vocabulary.ts';
import { type Entry, isIntact } from './seal.ts';

/** The states of a row in the ledger. */
export const PENDING = 0;
export const STARTED = 1;
export const DONE = 2;

/** What the engine starts from. */
export function toState(row: Entry): RowState {
  // The last word of an earlier session stays in the table until the next one, and counts for nothing in between.
  const isDone = row.state === DONE;
  return {
    line: Number(row.line),
    action: String(row.action),
    user: String(row.user),
    state: isDone ? 'done' : row.state === STARTED ? 'started' : 'pending',
    outcome: isDone ? (row.outcome as Outcome) : undefined,
    reason: isDone ? recordedReason(row) : undefined,
    created: row.created === 1,
    awaitsInvitation: row.held_back === 1,
    afterLine: isDone && row.after_line !== null ? Number(row.after_line) : undefined,
    userId: String(row.user_id ?? ''),
    attempts: Number(row.attempts),
    startedAt: row.started_at === null ? undefined : Number(row.started_at),
    zoomAt: row.zoom_at === null ? undefined : Number(row.zoom_at),
  };
}

/** Since when anything may have been sent of a row: since the run began, by this computer's clock and by Zoom's. */
export type DamagedSince = Pick<RowState, 'startedAt' | 'zoomAt'>;

/** The same of a row whose record is damaged. */
export function toDamagedState({ line, action, user }: Entry, since: DamagedSince): RowState {
  return {
    line: Number(line),
    action: String(action),
    user: String(user),
    state: 'started',
    outcome: undefined,
    reason: undefined,
    created: false,
    awaitsInvitation: false,
    afterLine: undefined,
    userId: '',
    attempts: 0,
    ...since,
    isDamaged: true,
  };
}

/** What `resume` can send of a row without its input; what is damaged of that, only the input knows. */
export function toWaiting({ waiting, user, ...kept }: Entry): WaitingRow {
  return {
    line: Number(waiting),
    user: String(user),
    kept: isIntact('kept', kept) ? parse<Task | undefined>(kept.task, undefined) : undefined,
  };
}

/** What the report says of a row whose record is damaged: nothing of it can be trusted. */
export function toDamagedResult({ line, action, user }: Entry): ResultRow {
  return {
    line: Number(line),
    action: String(action),
    user: String(user),
    outcome: 'unknown',
    httpStatus: undefined,
    zoomCode: undefined,
    reason: { kind: 'damagedRecord' },
    warnings: [],
    awaitsInvitation: false,
    attempts: 0,
    userId: '',
    trackingId: '',
    startedAt: '',
    finishedAt: '',
  };
}

/** What the report says of a row. @param stop why the run ended, for rows that were not reached */
export function toResult(row: Entry, stop: StopReason | undefined): ResultRow {
  return {
    line: Number(row.line),
    action: String(row.action),
    user: String(row.user),
    ...lastWord(row, stop),
    warnings: row.state === DONE ? parse<Warning[]>(row.warnings, []) : [],
    awaitsInvitation: row.held_back === 1,
    attempts: Number(row.attempts),
    userId: String(row.user_id ?? ''),
    trackingId: String(row.tracking_id ?? ''),
    startedAt: isoTime(row.started_at),
    finishedAt: row.state === DONE ? isoTime(row.finished_at) : '',
  };
}

type LastWord = Pick<ResultRow, 'outcome' | 'httpStatus' | 'zoomCode' | 'reason'>;

function lastWord(row: Entry, stop: StopReason | undefined): LastWord {
  if (row.state === DONE) {
    return {
      outcome: row.outcome as Outcome,
      httpStatus: row.http_status === null ? undefined : Number(row.http_status),
      zoomCode: row.zoom_code === null ? undefined : Number(row.zoom_code),
      reason: recordedReason(row),
    };
  }
  // Whatever else stands in the row is left from an earlier session of the run.
  const none = { httpStatus: undefined, zoomCode: undefined };
  if (row.state === STARTED) {
    const goesOn = stop?.kind === 'underWay' && ({ underWay: true } as const);
    const interrupted = { kind: 'interrupted', ...goesOn } as const;
    const reason: Reason = row.created === 1 ? { kind: 'afterCreate', reason: interrupted } : interrupted;
    return { ...none, outcome: 'unknown', reason };
  }
  const notReached: Reason = { kind: 'notReached', stop };
  if (row.created === 1)
    return { ...none, outcome: 'not_attempted', reason: { ...notReached, after: 'created' } };
  const wasRefused = Number(row.attempts) > 0 && row.outcome === null;
  const reason: Reason = wasRefused ? { ...notReached, after: 'refused' } : notReached;
  return { ...none, outcome: 'not_attempted', reason };
}

/** Ledgers of before have a sentence, and the line of the earlier row in a column of its own. */
function recordedReason(row: Entry): Reason | undefined {
  const reason = parse<Reason | undefined>(row.reason, undefined);
  if (reason !== undefined) return reason;
  const message = String(row.message ?? '');
  return message === '' ? undefined : { kind: 'recorded', message };
}

function parse<T>(json: SQLOutputValue | undefined, otherwise: T): T {
  return typeof json === 'string' ? (JSON.parse(json) as T) : otherwise;
}

function isoTime(value: SQLOutputValue | undefined): string {
  return typeof value === 'number' ? new Date(value).toISOString() : '';
}
