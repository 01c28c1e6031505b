import type { RowLedger, RowNaming } from '../../src/core/ledger.ts';
import type { FinishedRow, NewRow, RowCounts, RowState, WaitingRow } from '../../src/core/ledger-records.ts';
import type { Reason } from '../../src/core/reason.ts';
import type { ResultRow } from '../../src/core/result-row.ts';
import type { StopReason } from '../../src/core/stop-reason.ts';
import type { Task } from '../../src/core/task.ts';
import { isOpenOutcome, OUTCOMES } from '../../src/core/vocabulary.ts';

/** The rows of a run, by line. The last word of a row stays in it until the next one, as on a disk. */
export type RowTable = Map<number, Kept>;

type Kept = Omit<NewRow, 'reason'> &
  Omit<FinishedRow, 'outcome' | 'finishedAt' | 'kept'> & {
    /** What is kept of it, nothing once that was forgotten. */
    readonly kept: { readonly task: Task | undefined; readonly at: number } | undefined;
    readonly state: RowState['state'];
    readonly created: boolean;
    readonly finishedAt: number | undefined;
    readonly zoomAt: number | undefined;
  };

const UNTOUCHED = {
  created: false,
  warnings: [],
  awaitsInvitation: false,
  attempts: 0,
  userId: '',
  trackingId: '',
  startedAt: undefined,
  zoomAt: undefined,
  finishedAt: undefined,
  kept: undefined,
};

export class MemoryRows implements RowLedger {
  readonly #table: RowTable;
  readonly #check: () => void;

  /** @param check throws when whoever has these rows may not write any more */
  constructor(table: RowTable, check: () => void) {
    this.#table = table;
    this.#check = check;
  }

  async insert(rows: readonly NewRow[]): Promise<void> {
    this.#check();
    const lines = [...this.#table.keys(), ...rows.map(({ line }) => line)];
    if (new Set(lines).size < lines.length) throw new Error('a line is on record already');
    for (const row of rows) {
      const state = row.outcome === undefined ? 'pending' : 'done';
      this.#table.set(row.line, { ...UNTOUCHED, ...row, state });
    }
  }

  async start(line: number, attempts: number, at: number, zoomAt?: number): Promise<void> {
    this.#change(line, ({ startedAt = at }) => ({ state: 'started', attempts, startedAt, zoomAt }));
  }

  async release(line: number, attempts: number): Promise<void> {
    this.#change(line, ({ state, startedAt }) => ({
      state: state === 'started' ? 'pending' : state,
      attempts,
      startedAt: attempts === 0 ? undefined : startedAt,
      zoomAt: undefined,
    }));
  }

  async markCreated(line: number, userId: string): Promise<void> {
    this.#change(line, () => ({ created: true, userId }));
  }

  async finish({ kept: task, ...row }: FinishedRow): Promise<void> {
    const nothing = { httpStatus: undefined, zoomCode: undefined, reason: undefined };
    this.#change(row.line, ({ kept = { task, at: row.finishedAt } }) => ({
      ...nothing,
      ...row,
      kept: task && { ...kept, task: kept.task && task },
      state: 'done',
    }));
  }

  /** What is in memory is not damaged. */
  async verify(): Promise<number> {
    return 0;
  }

  async restore(row: NewRow, at: number, zoomAt?: number): Promise<void> {
    this.#change(row.line, () => ({}));
    const state =
      row.outcome === undefined
        ? ({ state: 'started', startedAt: at, zoomAt } as const)
        : { state: 'done' as const };
    this.#table.set(row.line, { ...UNTOUCHED, ...row, ...state });
  }

  async get(line: number): Promise<RowState | undefined> {
    const row = this.#table.get(line);
    return row && toState(row);
  }

  async between(first: number, last: number): Promise<RowState[]> {
    return sorted(this.#table)
      .filter(({ line }) => line >= first && line <= last)
      .map(toState);
  }

  async after(line: number, count: number): Promise<RowState[]> {
    return sorted(this.#table)
      .filter((row) => row.line > line)
      .slice(0, count)
      .map(toState);
  }

  async digests(first: number, last: number): Promise<ReadonlyMap<number, string>> {
    const rows = sorted(this.#table).filter(({ line }) => line >= first && line <= last);
    return new Map(rows.flatMap(({ line, digest }) => (digest === undefined ? [] : [[line, digest]])));
  }

  async allPerformed(first: number, last: number, count: number): Promise<boolean> {
    const rows = await this.between(first, last);
    const performed = rows.filter(
      ({ outcome, awaitsInvitation }) =>
        !awaitsInvitation && outcome !== undefined && OUTCOMES[outcome].kind === 'performed',
    );
    return rows.length === count && performed.length === count;
  }

  async waitingAfter(after: number, count: number): Promise<WaitingRow[]> {
    const waiting = sorted(this.#table).filter((row) => row.awaitsInvitation && row.line > after);
    return waiting.slice(0, count).map(({ line, user, kept }) => ({ line, user, kept: kept?.task }));
  }

  async firstLeft(count: number): Promise<number[]> {
    const left = sorted(this.#table).filter((row) => !row.awaitsInvitation && isOpen(row, this.#table));
    return left.slice(0, count).map(({ line }) => line);
  }

  async count(): Promise<RowCounts> {
    return countRows(this.#table);
  }

  async naming(): Promise<RowNaming> {
    const rows = [...this.#table.values()].filter(({ outcome }) => outcome !== 'invalid');
    return {
      hasAddresses: rows.some(({ user }) => user.includes('@')),
      hasIds: rows.some(({ user }) => !user.includes('@')),
    };
  }

  async lastLines(): Promise<ReadonlyMap<string, number>> {
    return new Map(sorted(this.#table).map(({ action, line }) => [action, line]));
  }

  #change(line: number, changesOf: (row: Kept) => Partial<Kept>): void {
    this.#check();
    const row = this.#table.get(line);
    if (!row) throw new Error(`a row is missing in the ledger: ${line}`);
    this.#table.set(line, { ...row, ...changesOf(row) });
  }
}

export function countRows(table: RowTable): RowCounts {
  const rows = [...table.values()];
  const waiting = rows.filter(({ awaitsInvitation }) => awaitsInvitation);
  const others = rows.filter(({ awaitsInvitation }) => !awaitsInvitation);
  const isDone = (row: Kept, outcome: string) => row.state === 'done' && row.outcome === outcome;
  return {
    rows: rows.length,
    invalid: others.filter((row) => isDone(row, 'invalid')).length,
    open: others.filter((row) => isOpen(row, table) && !isDone(row, 'deferred')).length,
    deferred: others.filter((row) => isDone(row, 'deferred')).length,
    awaitingInvitation: waiting.length,
    reportedDeferred: rows.filter((row) => isDone(row, 'deferred')).length,
  };
}

/** In the order of the input. */
export function resultsOf(table: RowTable, stop: StopReason | undefined): ResultRow[] {
  return sorted(table).map((row) => ({
    line: row.line,
    action: row.action,
    user: row.user,
    ...lastWord(row, stop),
    awaitsInvitation: row.awaitsInvitation,
    attempts: row.attempts,
    userId: row.userId,
    trackingId: row.trackingId,
    startedAt: isoTime(row.startedAt),
  }));
}

/** Forgets for good what was kept before. */
export function forgetKept(table: RowTable, moment: number): void {
  for (const row of table.values()) {
    if (row.kept && row.kept.at < moment) {
      table.set(row.line, { ...row, kept: { ...row.kept, task: undefined } });
    }
  }
}

function sorted(table: RowTable): Kept[] {
  return [...table.values()].sort((a, b) => a.line - b.line);
}

function toState(row: Kept): RowState {
  const isDone = row.state === 'done';
  const { line, action, user, state, created, awaitsInvitation, userId, attempts } = row;
  const { startedAt, zoomAt } = row;
  return {
    ...{ line, action, user, state, created, awaitsInvitation, userId, attempts },
    startedAt,
    zoomAt,
    outcome: isDone ? row.outcome : undefined,
    reason: isDone ? row.reason : undefined,
    afterLine: isDone && row.reason?.kind === 'earlierRow' ? row.reason.line : undefined,
  };
}

/** Not done, to be tried again, or left out behind a row that is so or went through after all, but for a removal. */
function isOpen({ state, outcome, reason }: Kept, table: RowTable): boolean {
  if (state !== 'done' || outcome === undefined || isOpenOutcome(outcome)) return true;
  if (outcome !== 'skipped' || reason?.kind !== 'earlierRow') return false;
  const earlier = table.get(reason.line)?.outcome;
  if (earlier === undefined || OUTCOMES[earlier].kind === 'refused') return false;
  return OUTCOMES[reason.outcome].kind !== 'performed';
}

type LastWord = Pick<ResultRow, 'outcome' | 'httpStatus' | 'zoomCode' | 'reason' | 'warnings' | 'finishedAt'>;

function lastWord(row: Kept, stop: StopReason | undefined): LastWord {
  const { state, outcome, httpStatus, zoomCode, reason, warnings, attempts, created } = row;
  if (state === 'done' && outcome !== undefined) {
    return { outcome, httpStatus, zoomCode, reason, warnings, finishedAt: isoTime(row.finishedAt) };
  }
  const none = { httpStatus: undefined, zoomCode: undefined, warnings: [], finishedAt: '' };
  if (state === 'started') {
    const goesOn = stop?.kind === 'underWay' && ({ underWay: true } as const);
    const interrupted = { kind: 'interrupted', ...goesOn } as const;
    const reason: Reason = created ? { kind: 'afterCreate', reason: interrupted } : interrupted;
    return { ...none, outcome: 'unknown', reason };
  }
  const after = created ? 'created' : attempts > 0 && outcome === undefined ? 'refused' : undefined;
  const notReached: Reason = { kind: 'notReached', stop, ...(after && { after }) };
  return { ...none, outcome: 'not_attempted', reason: notReached };
}

function isoTime(ms: number | undefined): string {
  return ms === undefined ? '' : new Date(ms).toISOString();
}
