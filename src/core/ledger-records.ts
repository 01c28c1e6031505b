import type { PlanName } from './labels.ts';
import type { Reason } from './reason.ts';
import type { ResultRow } from './result-row.ts';
import type { RunCounts } from './run-counts.ts';
import type { StopReason } from './stop-reason.ts';
import type { RunStatus } from './summary.ts';
import type { Task } from './task.ts';
import type { Outcome } from './vocabulary.ts';

/** What a run was asked to do; all that `resume` needs to go on in the same way. */
export type NewRun = {
  readonly id: string;
  /** Absolute path of the input, or `-` for standard input. */
  readonly input: string;
  readonly digest: string;
  /** What the digests of its rows begin with; gone once nothing is left to do, and absent in ledgers of before. */
  readonly salt?: string | undefined;
  /** The settings as they were given, as JSON. No credentials. */
  readonly settings: string;
  readonly plan: PlanName;
  readonly version: string;
  readonly outDir: string;
  /** Ms since the epoch. */
  readonly startedAt: number;
};

export type RunEnd = {
  readonly status: RunStatus;
  readonly stop: StopReason | undefined;
  readonly finishedAt: number;
  /** How long this session of the run took. */
  readonly activeMs: number;
  readonly counts: RunCounts;
  readonly resumeAfter: number | undefined;
  /** No row is left to be compared with the input. */
  readonly isSettled?: boolean;
};

/** What a session has counted since it began. */
export type SessionSoFar = Pick<RunEnd, 'activeMs' | 'counts'> & {
  /** Ms since the epoch. */
  readonly seenAt: number;
};

export type RunRecord = NewRun & {
  readonly account: string;
  readonly number: number;
  /**
   * `checking` until every row is on record and the guards have let the run pass: nothing has been sent; then `running`.
   * Both also stand in the ledger for a run that died.
   */
  readonly status: RunStatus | 'checking' | 'running';
  readonly stop: StopReason | undefined;
  readonly finishedAt: number | undefined;
  /** When its session was last heard of that goes on, or died, in ms since the epoch. */
  readonly seenAt: number | undefined;
  /** Of all its sessions, the one included that goes on, or died. */
  readonly activeMs: number;
  readonly counts: RunCounts;
  readonly resumeAfter: number | undefined;
  /** What a session has counted that goes on, or died, is damaged on record, and not counted. */
  readonly hasLostCounts?: true;
};

/** What is known of a run that can only be forgotten: its record is damaged, so that a word may be wrong; or it is forgotten in part. */
export type ForgettableRun = Pick<RunRecord, 'number' | 'id' | 'account'>;

/** A row as it is put into the ledger: to be done, or with its last word already. */
export type NewRow = {
  readonly line: number;
  readonly action: string;
  readonly user: string;
  /** By which the row is known again; absent for one that is never sent. */
  readonly digest?: string;
  readonly outcome?: Outcome;
  readonly reason?: Reason;
};

/** What the ledger knows of a row before the engine takes it up. */
export type RowState = {
  readonly line: number;
  readonly action: string;
  readonly user: string;
  readonly state: 'pending' | 'started' | 'done';
  readonly outcome: Outcome | undefined;
  readonly reason: Reason | undefined;
  /** Its create is known to have succeeded. */
  readonly created: boolean;
  /** Part of it waits until an invitation is accepted. */
  readonly awaitsInvitation: boolean;
  /** It was left out because of this line, an earlier row of the same user. */
  readonly afterLine: number | undefined;
  readonly userId: string;
  readonly attempts: number;
  /** When its first attempt left, in ms since the epoch. */
  readonly startedAt: number | undefined;
  /**
   * When the first attempt left of which nobody knows whether it took effect, at the earliest, in ms since the epoch by Zoom's
   * clock; undefined when Zoom had not told.
   */
  readonly zoomAt: number | undefined;
  /** Its record is damaged: what stands here is what is safe to suppose, since anything may have been sent. */
  readonly isDamaged?: true;
};

/** The last word on a row, as the report says it, but for the times. */
export type FinishedRow = Omit<ResultRow, 'action' | 'user' | 'startedAt' | 'finishedAt'> & {
  /** When the row's first attempt left, in ms since the epoch; undefined when none did, or it only asked and is open. */
  readonly startedAt: number | undefined;
  /** Ms since the epoch. */
  readonly finishedAt: number;
  /**
   * What of it waits for an invitation, without a password; gone from the ledger with the row's next last word, which
   * may keep it on. Nothing is kept a second time of a row of which it was forgotten.
   */
  readonly kept?: Task | undefined;
};

/** A row of which something waits until an invitation is accepted. */
export type WaitingRow = {
  readonly line: number;
  readonly user: string;
  /** What is to be sent of it; undefined when only the input knows that. */
  readonly kept: Task | undefined;
};

/** Rows of a run by what is still to be done about them; the rest is settled. */
export type RowCounts = {
  readonly rows: number;
  readonly invalid: number;
  /** Not taken up, without an answer, with an answer that is not known, or left out for a reason that is gone. */
  readonly open: number;
  /** Waiting for another day's quota. */
  readonly deferred: number;
  /** A part of them waits for an invitation to be accepted. */
  readonly awaitingInvitation: number;
  /** All whose outcome is `deferred`, for a quota or for an invitation. */
  readonly reportedDeferred: number;
};
