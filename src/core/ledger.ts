import type { Label, PlanName } from './labels.ts';
import type { Reason } from './reason.ts';
import type { ResultRow } from './result-row.ts';
import type { RunCounts } from './run-counts.ts';
import type { RunningProcess, StopReason } from './stop-reason.ts';
import type { RunStatus } from './summary.ts';
import type { Task } from './task.ts';
import type { Outcome } from './vocabulary.ts';

/**
 * What is on record of all runs, on this machine or on a server. Everybody may read; what is written about an account
 * goes through the one who holds it.
 */
export interface Ledger {
  /**
   * Takes an account for as long as the process lives, or until it is released: one run at a time.
   * @param options `exclusive: false` for an account that nobody else can know, and that needs no lock
   * @returns undefined when somebody else holds it
   */
  hold(account: string, options?: { readonly exclusive: boolean }): Promise<AccountLedger | undefined>;
  /** Who holds an account just now; undefined when nobody does, whatever a process that died has left behind. */
  holder(account: string): Promise<Holder | undefined>;
  /** All runs, newest first. */
  runs(): Promise<RunRecord[]>;
  findRun(id: string): Promise<RunRecord | undefined>;
  /** How the rows of a run stand. */
  count(run: RunRecord): Promise<RowCounts>;
  /** What came of every row of a run, in input order, some at a time. */
  results(run: RunRecord): AsyncIterable<readonly ResultRow[]>;
  /** @param day YYYY-MM-DD, UTC */
  quotaDay(account: string, day: string, kind: QuotaKind): Promise<QuotaDay>;
  /** What is wrong with the ledger itself, a sentence each; empty when it is sound. */
  faults(): Promise<string[]>;
  close(): Promise<void>;
}

/** Who holds an account, for people who look for it: that it is held is known by its lock alone. */
export type Holder = RunningProcess & {
  /** The run that it is at; undefined before it has begun with one. */
  readonly runId: string | undefined;
};

/**
 * An account that is held. Whoever has lost it can record nothing any more.
 * @throws {AccountLost} from every method that writes
 */
export interface AccountLedger {
  readonly account: string;
  /** Puts a new run on record, as `checking`. */
  insertRun(run: NewRun): Promise<RunRecord>;
  /** A session of the run begins: from now on requests may be sent, and how an earlier one ended counts no more. */
  beginRun(run: RunRecord): Promise<void>;
  /** Keeps what the session has counted so far, in case it never ends. A power cut may undo it, the end of this process not. */
  recordSession(run: RunRecord, session: SessionSoFar): Promise<void>;
  /** Records how a session of a run ended; the counts are added to those of earlier sessions. */
  endRun(run: RunRecord, end: RunEnd): Promise<void>;
  /** Forgets a run with all its rows. */
  deleteRun(run: RunRecord): Promise<void>;
  /** Forgets for good what rows of any run have been kept for since before `moment` (ms since the epoch). */
  forgetKept(moment: number): Promise<void>;
  rows(run: RunRecord): RowLedger;
  readonly quotas: QuotaLedger;
  readonly invitations: InvitationLedger;
  release(): Promise<void>;
}

/** Somebody else holds the account now: nothing can be recorded, so nothing may be sent. */
export class AccountLost extends Error {
  override readonly name = 'AccountLost';

  constructor(account: string) {
    super(`the account ${account} is held by another run now, so nothing more can be recorded`);
  }
}

/** The rows of one run. A row is pending, then started, then done; a crash leaves it where it was. */
export interface RowLedger {
  /** Puts rows on record, all or none. */
  insert(rows: readonly NewRow[]): Promise<void>;
  /** An attempt that changes something is about to leave; on disk when it resolves. `at` in ms since the epoch. */
  start(line: number, attempts: number, at: number): Promise<void>;
  /**
   * No attempt since `start` has had, or can still have, an effect: the row is pending; one never started stays as it was.
   * With no attempts at all it has no time of a first one either.
   */
  release(line: number, attempts: number): Promise<void>;
  /** The first of the row's two calls has succeeded. */
  markCreated(line: number, userId: string): Promise<void>;
  /** The last word on a row. It survives the end of this process at once, and a power cut from the next `start` on. */
  finish(row: FinishedRow): Promise<void>;
  get(line: number): Promise<RowState | undefined>;
  /** The states of the rows from line `first` to line `last`. */
  between(first: number, last: number): Promise<RowState[]>;
  /** Whether there are exactly so many rows from line `first` to line `last`, and all were performed with nothing left to do. */
  allPerformed(first: number, last: number, count: number): Promise<boolean>;
  /** Rows of which something waits for an invitation, in file order, from the line after `line` on; so many at most. */
  waitingAfter(line: number, count: number): Promise<WaitingRow[]>;
  /** The first lines of rows that are open or deferred for another day's quota, so many at most. */
  firstLeft(count: number): Promise<number[]>;
  count(): Promise<RowCounts>;
  naming(): Promise<RowNaming>;
}

/** How the rows of a run, invalid ones apart, name their users: some by address, some by nothing but an id. */
export type RowNaming = {
  readonly hasAddresses: boolean;
  readonly hasIds: boolean;
};

/** The day's quotas of the account, counted over all runs. Days are YYYY-MM-DD, UTC. */
export interface QuotaLedger {
  /** Takes one of the day's quota, before it is used; false when none is left. */
  take(day: string, kind: QuotaKind, limit: number): Promise<boolean>;
  /** Gives one back that surely was not used. */
  giveBack(day: string, kind: QuotaKind): Promise<void>;
  /** Zoom has the last word: nothing is left on that day, whatever was counted. */
  close(day: string, kind: QuotaKind): Promise<void>;
  /** At least so many of the day's quota were used. */
  raise(day: string, kind: QuotaKind, used: number): Promise<void>;
  get(day: string, kind: QuotaKind): Promise<QuotaDay>;
}

/** Users whom this program has invited and not yet seen accept. Keys are made by `userKeys`. */
export interface InvitationLedger {
  add(keys: readonly string[]): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
  hasAny(keys: readonly string[]): Promise<boolean>;
}

/** What is counted by the day: invitations, and on a Free plan all calls of a label. */
export type QuotaKind = 'create' | Label;

export type QuotaDay = {
  readonly used: number;
  /** Zoom has said that the day's quota is used up. */
  readonly closed: boolean;
};

/** What a run was asked to do; all that `resume` needs to go on in the same way. */
export type NewRun = {
  readonly id: string;
  /** Absolute path of the input, or `-` for standard input. */
  readonly input: string;
  readonly digest: string;
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
};

/** A row as it is put into the ledger: to be done, or with its last word already. */
export type NewRow = {
  readonly line: number;
  readonly action: string;
  readonly user: string;
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
