import type { AccountUsers } from './account-users.ts';
import type { Label } from './labels.ts';
import type {
  FinishedRow,
  ForgettableRun,
  NewRow,
  NewRun,
  RowCounts,
  RowState,
  RunEnd,
  RunRecord,
  SessionSoFar,
  WaitingRow,
} from './ledger-records.ts';
import type { ResultRow } from './result-row.ts';
import type { Roster } from './roster.ts';
import type { RunningProcess } from './stop-reason.ts';
import type { Timeline } from './timeline.ts';

/**
 * What is on record of all runs, on this machine or on a server. Everybody may read; what is written about an account
 * goes through the one who holds it. Everything that reads throws {DamagedLedger} for what cannot be read any more.
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
  /** All runs, newest first, but for those whose record is damaged. */
  runs(): Promise<RunRecord[]>;
  /** The runs whose record is damaged. */
  damagedRuns(): Promise<ForgettableRun[]>;
  /** The runs whose forgetting was cut short; nothing else knows them any more. */
  halfForgotten(): Promise<ForgettableRun[]>;
  /** @throws {DamagedLedger} when its record is damaged */
  findRun(id: string): Promise<RunRecord | undefined>;
  /** How the rows of a run stand. */
  count(run: RunRecord): Promise<RowCounts>;
  /**
   * What came of every row of a run, in input order, some at a time; `unknown` where its record is damaged.
   * @throws {DamagedLedger} when rows are missing, or nobody can tell which row is which
   */
  results(run: RunRecord): AsyncIterable<readonly ResultRow[]>;
  /** What its sessions sent over time, the first first, but for those whose record is damaged. */
  timelines(run: RunRecord): Promise<Timeline[]>;
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
  /** Keeps what a session has sent over time so far, by when it started; a power cut may undo it. */
  recordTimeline(run: RunRecord, timeline: Timeline): Promise<void>;
  /** Records how a session of a run ended; the counts are added to those of earlier sessions. */
  endRun(run: RunRecord, end: RunEnd): Promise<void>;
  /**
   * Forgets a run of which nothing was sent. Where that cannot be written, as on a full disk, the run is on record no more
   * all the same, and what there is of it goes as soon as it can.
   */
  deleteUnbegun(run: RunRecord): Promise<void>;
  /** Forgets a run with all its rows, little by little, so that others can write; at once for whoever asks. */
  deleteRun(run: ForgettableRun): Promise<void>;
  /** Forgets for good what rows of any run have been kept for since before `moment` (ms since the epoch). */
  forgetKept(moment: number): Promise<void>;
  rows(run: RunRecord): RowLedger;
  /** The users of the account, for whoever reads them. */
  users(): AccountUsers;
  /** The people of the roster that is compared with the account. */
  roster(): Roster;
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
  /**
   * An attempt that changes something is about to leave; on disk when it resolves.
   * @param at in ms since the epoch; of several the first is kept
   * @param zoomAt what Zoom's clock showed, as `RowState` has it; of several the last is kept
   */
  start(line: number, attempts: number, at: number, zoomAt?: number): Promise<void>;
  /**
   * No attempt since `start` has had, or can still have, an effect: the row is pending; one never started stays as it was.
   * With no attempts at all it has no time of a first one either.
   */
  release(line: number, attempts: number): Promise<void>;
  /** The first of the row's two calls has succeeded. */
  markCreated(line: number, userId: string): Promise<void>;
  /** The last word on a row. It survives the end of this process at once, and a power cut from the next `start` on. */
  finish(row: FinishedRow): Promise<void>;
  /**
   * Looks at the record of every row, and puts on record which are damaged: they are open from then on.
   * @returns how many @throws {DamagedLedger} when rows are missing, or nobody can tell which row is which
   */
  verify(): Promise<number>;
  /**
   * Puts a row anew on record whose record is damaged: with the outcome that it surely has, else as one that was started at
   * that moment (ms since the epoch), or a little later; `zoomAt` as `start` has it.
   */
  restore(row: NewRow, at: number, zoomAt?: number): Promise<void>;
  get(line: number): Promise<RowState | undefined>;
  /** The states of the rows from line `first` to line `last`. */
  between(first: number, last: number): Promise<RowState[]>;
  /** The states of the rows after a line, in file order; so many at most. */
  after(line: number, count: number): Promise<RowState[]>;
  /** By line, the digests of the rows from line `first` to line `last` that have one. */
  digests(first: number, last: number): Promise<ReadonlyMap<number, string>>;
  /** Whether there are exactly so many rows from line `first` to line `last`, and all were performed with nothing left to do. */
  allPerformed(first: number, last: number, count: number): Promise<boolean>;
  /** Rows of which something waits for an invitation, in file order, from the line after `line` on; so many at most. */
  waitingAfter(line: number, count: number): Promise<WaitingRow[]>;
  /** The first lines of rows that are open or deferred for another day's quota, so many at most. */
  firstLeft(count: number): Promise<number[]>;
  count(): Promise<RowCounts>;
  naming(): Promise<RowNaming>;
  /** By action, the line of its last row; of a damaged row whatever it says. */
  lastLines(): Promise<ReadonlyMap<string, number>>;
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
  /** What was used is not known, since the record is damaged: nothing is left until the day is over. */
  readonly damaged?: true;
};
