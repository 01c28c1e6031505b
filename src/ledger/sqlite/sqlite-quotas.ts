import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { QuotaDay, QuotaKind, QuotaLedger } from '../../core/ledger.ts';
import type { Fence } from './fence.ts';

/** How much of a quota an account has used on a day. */
export function readQuotaDay(
  database: DatabaseSync,
  account: string,
  day: string,
  kind: QuotaKind,
): QuotaDay {
  return toQuotaDay(database.prepare(SELECT).get(account, day, kind));
}

const SELECT = 'SELECT used, closed FROM quota WHERE account = ? AND day = ? AND kind = ?';

export class SqliteQuotas implements QuotaLedger {
  readonly #account: string;
  readonly #fence: Fence;
  readonly #take: StatementSync;
  readonly #giveBack: StatementSync;
  readonly #close: StatementSync;
  readonly #raise: StatementSync;
  readonly #get: StatementSync;

  constructor(database: DatabaseSync, account: string, fence: Fence) {
    this.#account = account;
    this.#fence = fence;
    this.#take = database.prepare(
      `INSERT INTO quota (account, day, kind, used) SELECT ?1, ?2, ?3, 1 WHERE ?4 > 0
         ON CONFLICT DO UPDATE SET used = used + 1 WHERE used < ?4 AND closed = 0`,
    );
    this.#giveBack = database.prepare(
      'UPDATE quota SET used = max(used - 1, 0) WHERE account = ? AND day = ? AND kind = ?',
    );
    this.#close = database.prepare(
      `INSERT INTO quota (account, day, kind, used, closed) VALUES (?, ?, ?, 0, 1)
         ON CONFLICT DO UPDATE SET closed = 1`,
    );
    this.#raise = database.prepare(
      `INSERT INTO quota (account, day, kind, used) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET used = max(used, excluded.used)`,
    );
    this.#get = database.prepare(SELECT);
  }

  async take(day: string, kind: QuotaKind, limit: number): Promise<boolean> {
    return this.#fence.write(() => this.#take.run(this.#account, day, kind, limit).changes === 1);
  }

  async giveBack(day: string, kind: QuotaKind): Promise<void> {
    this.#fence.write(() => this.#giveBack.run(this.#account, day, kind));
  }

  async close(day: string, kind: QuotaKind): Promise<void> {
    this.#fence.write(() => this.#close.run(this.#account, day, kind));
  }

  async raise(day: string, kind: QuotaKind, used: number): Promise<void> {
    this.#fence.write(() => this.#raise.run(this.#account, day, kind, used));
  }

  async get(day: string, kind: QuotaKind): Promise<QuotaDay> {
    return toQuotaDay(this.#get.get(this.#account, day, kind));
  }
}

function toQuotaDay(row: ReturnType<StatementSync['get']>): QuotaDay {
  return { used: Number(row?.used ?? 0), closed: row?.closed === 1 };
}
