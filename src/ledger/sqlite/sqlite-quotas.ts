import type { DatabaseSync } from 'node:sqlite';
import type { QuotaDay, QuotaKind, QuotaLedger } from '../../core/ledger.ts';
import type { Fence } from './fence.ts';
import { isIntact } from './seal.ts';
import { SealedEntries } from './sealed-entries.ts';

/** How much of a quota an account has used on a day. */
export function readQuotaDay(
  database: DatabaseSync,
  account: string,
  day: string,
  kind: QuotaKind,
): QuotaDay {
  return new QuotaDays(database, account).get(day, kind);
}

/** Nobody knows how much is left, so nothing may be used. */
const DAMAGED: QuotaDay = { used: 0, closed: true, damaged: true };

const UNUSED: QuotaDay = { used: 0, closed: false };

class QuotaDays {
  readonly #account: string;
  readonly #entries: SealedEntries;
  /** What is missing may be one of those whose account, day or kind cannot be trusted. */
  readonly #missing: QuotaDay;

  constructor(database: DatabaseSync, account: string) {
    this.#account = account;
    this.#entries = new SealedEntries(database, 'quota');
    const all = database.prepare('SELECT * FROM quota').all();
    this.#missing = all.every((entry) => isIntact('quota', entry)) ? UNUSED : DAMAGED;
  }

  get(day: string, kind: QuotaKind): QuotaDay {
    const entry = this.#entries.find(this.#account, day, kind);
    if (!entry) return this.#missing;
    if (!this.#entries.isIntact(entry)) return DAMAGED;
    return { used: Number(entry.used), closed: entry.closed === 1 };
  }

  /** Leaves a day alone that is damaged: it is over at midnight. */
  put(day: string, kind: QuotaKind, changesOf: (is: QuotaDay) => Partial<QuotaDay>): void {
    const is = this.get(day, kind);
    if (is.damaged) return;
    const { used, closed } = { ...is, ...changesOf(is) };
    this.#entries.put({ account: this.#account, day, kind, used, closed: closed ? 1 : 0 });
  }
}

export class SqliteQuotas implements QuotaLedger {
  readonly #fence: Fence;
  readonly #days: QuotaDays;

  constructor(database: DatabaseSync, account: string, fence: Fence) {
    this.#fence = fence;
    this.#days = new QuotaDays(database, account);
  }

  async take(day: string, kind: QuotaKind, limit: number): Promise<boolean> {
    return this.#fence.write(() => {
      const { used, closed } = this.#days.get(day, kind);
      const isLeft = !closed && used < limit;
      if (isLeft) this.#days.put(day, kind, () => ({ used: used + 1 }));
      return isLeft;
    });
  }

  async giveBack(day: string, kind: QuotaKind): Promise<void> {
    this.#fence.write(() => this.#days.put(day, kind, ({ used }) => ({ used: Math.max(used - 1, 0) })));
  }

  async close(day: string, kind: QuotaKind): Promise<void> {
    this.#fence.write(() => this.#days.put(day, kind, () => ({ closed: true })));
  }

  async raise(day: string, kind: QuotaKind, least: number): Promise<void> {
    this.#fence.write(() => this.#days.put(day, kind, ({ used }) => ({ used: Math.max(used, least) })));
  }

  async get(day: string, kind: QuotaKind): Promise<QuotaDay> {
    return this.#fence.read(() => this.#days.get(day, kind));
  }
}
