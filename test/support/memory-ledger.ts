import { hostname } from 'node:os';
import {
  type AccountLedger,
  AccountLost,
  type Holder,
  type InvitationLedger,
  type Ledger,
  type QuotaDay,
  type QuotaKind,
  type QuotaLedger,
  type RowLedger,
} from '../../src/core/ledger.ts';
import type {
  ForgettableRun,
  NewRun,
  RowCounts,
  RunEnd,
  RunRecord,
  SessionSoFar,
} from '../../src/core/ledger-records.ts';
import type { ResultRow } from '../../src/core/result-row.ts';
import { addRunCounts, NO_COUNTS } from '../../src/core/run-counts.ts';
import type { Timeline } from '../../src/core/timeline.ts';
import { emptyRoster, MemoryRoster, type RosterTable } from './memory-roster.ts';
import { countRows, forgetKept, MemoryRows, type RowTable, resultsOf } from './memory-rows.ts';
import { emptyUsers, MemoryUsers, type UserTable } from './memory-users.ts';

/** What is on record of an account. */
type Entry = {
  readonly quotas: Map<string, QuotaDay>;
  readonly invited: Set<string>;
  readonly users: UserTable;
  readonly roster: RosterTable;
  /** Who may write. */
  newest: AccountLedger | undefined;
  /** Who has to release it before another may hold it. */
  locker: AccountLedger | undefined;
  holder: Holder | undefined;
};

/** All runs, by id. */
type RunTable = Map<
  string,
  {
    /** Without what its session has counted that goes on, or died. */
    readonly record: RunRecord;
    readonly session: SessionSoFar | undefined;
    readonly rows: RowTable;
    /** By when their sessions started. */
    readonly timelines: ReadonlyMap<number, Timeline>;
  }
>;

/** A ledger that keeps every promise of the port but that it outlives its process. */
export class MemoryLedger implements Ledger {
  readonly #accounts = new Map<string, Entry>();
  readonly #runs: RunTable = new Map();

  async hold(account: string, { exclusive } = { exclusive: true }): Promise<AccountLedger | undefined> {
    const entry = this.#entryOf(account);
    if (exclusive && entry.locker) return undefined;
    const held = new MemoryAccount(account, entry, this.#runs);
    entry.newest = held;
    entry.locker ??= held;
    entry.holder = { pid: process.pid, host: hostname(), since: Date.now(), runId: undefined };
    return held;
  }

  async holder(account: string): Promise<Holder | undefined> {
    const { locker, holder } = this.#entryOf(account);
    return locker && holder;
  }

  async runs(): Promise<RunRecord[]> {
    return [...this.#runs.values()].map(recordOf).sort((a, b) => b.number - a.number);
  }

  async damagedRuns(): Promise<[]> {
    return [];
  }

  async halfForgotten(): Promise<[]> {
    return [];
  }

  async findRun(id: string): Promise<RunRecord | undefined> {
    const run = this.#runs.get(id);
    return run && recordOf(run);
  }

  async count(run: RunRecord): Promise<RowCounts> {
    return countRows(this.#rowsOf(run));
  }

  async *results(run: RunRecord): AsyncGenerator<readonly ResultRow[]> {
    const results = resultsOf(this.#rowsOf(run), run.stop);
    for (let at = 0; at < results.length; at += 100) yield results.slice(at, at + 100);
  }

  async timelines({ id }: RunRecord): Promise<Timeline[]> {
    const known = [...(this.#runs.get(id)?.timelines.values() ?? [])];
    return known.sort((a, b) => a.startedAt - b.startedAt);
  }

  async quotaDay(account: string, day: string, kind: QuotaKind): Promise<QuotaDay> {
    return readDay(this.#entryOf(account).quotas, day, kind);
  }

  async faults(): Promise<string[]> {
    return [];
  }

  async close(): Promise<void> {}

  #rowsOf(run: RunRecord): RowTable {
    return this.#runs.get(run.id)?.rows ?? new Map();
  }

  #entryOf(account: string): Entry {
    const known = this.#accounts.get(account);
    if (known) return known;
    const entry: Entry = {
      quotas: new Map(),
      invited: new Set(),
      users: emptyUsers(),
      roster: emptyRoster(),
      newest: undefined,
      locker: undefined,
      holder: undefined,
    };
    this.#accounts.set(account, entry);
    return entry;
  }
}

class MemoryAccount implements AccountLedger {
  readonly account: string;
  readonly quotas: QuotaLedger;
  readonly invitations: InvitationLedger;
  readonly #entry: Entry;
  readonly #runs: RunTable;

  constructor(account: string, entry: Entry, runs: RunTable) {
    this.account = account;
    this.#entry = entry;
    this.#runs = runs;
    this.quotas = makeQuotas(entry.quotas, this.#check);
    this.invitations = makeInvitations(entry.invited, this.#check);
  }

  users(): MemoryUsers {
    return new MemoryUsers(this.#entry.users, this.#check);
  }

  roster(): MemoryRoster {
    return new MemoryRoster(this.#entry.roster, this.#check);
  }

  async insertRun(run: NewRun): Promise<RunRecord> {
    this.#check();
    if (this.#runs.has(run.id)) throw new Error(`the run ${run.id} is on record already`);
    const numbers = [...this.#runs.values()].map(({ record }) => record.number);
    const record: RunRecord = {
      ...run,
      ...UNBEGUN,
      account: this.account,
      number: Math.max(0, ...numbers) + 1,
    };
    this.#runs.set(run.id, { record, session: undefined, rows: new Map(), timelines: new Map() });
    this.#isAt(run);
    return record;
  }

  async beginRun(run: RunRecord): Promise<void> {
    this.#change(run, (kept) => ({
      record: {
        ...recordOf(kept),
        status: 'running',
        stop: undefined,
        finishedAt: undefined,
        seenAt: undefined,
      },
      session: undefined,
    }));
    this.#isAt(run);
  }

  async recordSession(run: RunRecord, session: SessionSoFar): Promise<void> {
    this.#change(run, () => ({ session }));
  }

  async recordTimeline(run: RunRecord, timeline: Timeline): Promise<void> {
    this.#change(run, ({ timelines }) => ({
      timelines: new Map([...timelines, [timeline.startedAt, timeline]]),
    }));
  }

  async endRun(run: RunRecord, { activeMs, counts, isSettled = false, ...end }: RunEnd): Promise<void> {
    this.#change(run, ({ record }) => ({
      record: {
        ...counted(record, { activeMs, counts }),
        ...end,
        salt: isSettled ? undefined : record.salt,
      },
      session: undefined,
    }));
  }

  async deleteRun(run: ForgettableRun): Promise<void> {
    this.#check();
    this.#runs.get(run.id)?.rows.clear();
    this.#runs.delete(run.id);
  }

  async deleteUnbegun(run: RunRecord): Promise<void> {
    await this.deleteRun(run);
  }

  async forgetKept(moment: number): Promise<void> {
    this.#check();
    for (const { record, rows } of this.#runs.values()) {
      if (record.account === this.account) forgetKept(rows, moment);
    }
  }

  rows(run: RunRecord): RowLedger {
    return new MemoryRows(this.#runs.get(run.id)?.rows ?? new Map(), this.#check);
  }

  async release(): Promise<void> {
    if (this.#entry.newest === this) this.#entry.newest = undefined;
    if (this.#entry.locker === this) this.#entry.locker = undefined;
  }

  readonly #check = (): void => {
    if (this.#entry.newest !== this) throw new AccountLost(this.account);
  };

  #change(run: RunRecord, changesOf: (kept: Kept) => Partial<Kept>): void {
    this.#check();
    const kept = this.#runs.get(run.id);
    if (kept) this.#runs.set(run.id, { ...kept, ...changesOf(kept) });
  }

  #isAt({ id }: Pick<RunRecord, 'id'>): void {
    const { holder } = this.#entry;
    this.#entry.holder = holder && { ...holder, runId: id };
  }
}

type Kept = NonNullable<ReturnType<RunTable['get']>>;

function recordOf({ record, session }: Kept): RunRecord {
  return session === undefined ? record : { ...counted(record, session), seenAt: session.seenAt };
}

function counted(
  record: RunRecord,
  { activeMs, counts }: Pick<SessionSoFar, 'activeMs' | 'counts'>,
): RunRecord {
  return {
    ...record,
    activeMs: record.activeMs + Math.round(activeMs),
    counts: addRunCounts(record.counts, counts),
  };
}

const UNBEGUN = {
  status: 'checking',
  stop: undefined,
  finishedAt: undefined,
  seenAt: undefined,
  activeMs: 0,
  counts: NO_COUNTS,
  resumeAfter: undefined,
} as const;

function makeQuotas(days: Map<string, QuotaDay>, check: () => void): QuotaLedger {
  const change = (day: string, kind: QuotaKind, changesOf: (is: QuotaDay) => Partial<QuotaDay>) => {
    check();
    const is = readDay(days, day, kind);
    days.set(`${day} ${kind}`, { ...is, ...changesOf(is) });
  };
  return {
    async take(day, kind, limit) {
      const { used, closed } = readDay(days, day, kind);
      const isLeft = !closed && used < limit;
      change(day, kind, () => (isLeft ? { used: used + 1 } : {}));
      return isLeft;
    },
    giveBack: async (day, kind) => change(day, kind, ({ used }) => ({ used: Math.max(0, used - 1) })),
    close: async (day, kind) => change(day, kind, () => ({ closed: true })),
    raise: async (day, kind, least) => change(day, kind, ({ used }) => ({ used: Math.max(used, least) })),
    get: async (day, kind) => readDay(days, day, kind),
  };
}

function readDay(days: ReadonlyMap<string, QuotaDay>, day: string, kind: QuotaKind): QuotaDay {
  return days.get(`${day} ${kind}`) ?? { used: 0, closed: false };
}

function makeInvitations(invited: Set<string>, check: () => void): InvitationLedger {
  return {
    async add(keys) {
      check();
      for (const key of keys) invited.add(key);
    },
    async remove(keys) {
      check();
      for (const key of keys) invited.delete(key);
    },
    hasAny: async (keys) => keys.some((key) => invited.has(key)),
  };
}
