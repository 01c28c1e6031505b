import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Label } from '../../core/labels.ts';

/** What is counted by the day: invitations, and on a Free plan all calls of a label. */
export type QuotaKind = 'create' | Label;

export type QuotaDay = {
  readonly account: string;
  /** YYYY-MM-DD, UTC. */
  readonly day: string;
  readonly kind: QuotaKind;
  readonly used: number;
  /** Zoom has said that the day's quota is used up. */
  readonly closed: boolean;
};

/** The day's quotas, by account, counted over all runs and processes that share the ledger. */
export class QuotaStore {
  readonly #take: StatementSync;
  readonly #giveBack: StatementSync;
  readonly #close: StatementSync;
  readonly #raise: StatementSync;
  readonly #get: StatementSync;
  readonly #onDay: StatementSync;

  constructor(database: DatabaseSync) {
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
    this.#onDay = database.prepare('SELECT * FROM quota WHERE day = ? ORDER BY account, kind');
    this.#get = database.prepare('SELECT * FROM quota WHERE account = ? AND day = ? AND kind = ?');
  }

  /** Takes one of the day's quota, before it is used; false when none is left. */
  take(account: string, day: string, kind: QuotaKind, limit: number): boolean {
    return this.#take.run(account, day, kind, limit).changes === 1;
  }

  /** Gives one back that surely was not used. */
  giveBack(account: string, day: string, kind: QuotaKind): void {
    this.#giveBack.run(account, day, kind);
  }

  /** Zoom has the last word: nothing is left today, whatever was counted. */
  close(account: string, day: string, kind: QuotaKind): void {
    this.#close.run(account, day, kind);
  }

  /** At least so many of the day's quota were used. */
  raise(account: string, day: string, kind: QuotaKind, used: number): void {
    this.#raise.run(account, day, kind, used);
  }

  /** Everything that was counted on a day. */
  onDay(day: string): QuotaDay[] {
    return this.#onDay.all(day).map((row) => ({
      account: String(row.account),
      day,
      kind: String(row.kind) as QuotaKind,
      used: Number(row.used),
      closed: row.closed === 1,
    }));
  }

  get(account: string, day: string, kind: QuotaKind): QuotaDay {
    const row = this.#get.get(account, day, kind);
    return { account, day, kind, used: Number(row?.used ?? 0), closed: row?.closed === 1 };
  }
}

/** The UTC day of a moment, YYYY-MM-DD. */
export function utcDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** The first moment of the UTC day after this one, in ms since the epoch. */
export function nextUtcDay(ms: number): number {
  const day = 24 * 60 * 60 * 1000;
  return (Math.floor(ms / day) + 1) * day;
}
