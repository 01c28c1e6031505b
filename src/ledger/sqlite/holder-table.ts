import type { DatabaseSync } from 'node:sqlite';
import type { Holder } from '../../core/ledger.ts';

/** What the newest holder of an account has said of itself; undefined when it was a version that said nothing. */
export function readHolder(database: DatabaseSync, account: string): Holder | undefined {
  const row = database
    .prepare(
      `SELECT pid, host, since, runs.id AS run_id FROM holders LEFT JOIN runs ON runs.number = holders.run
         WHERE holders.account = ? AND pid IS NOT NULL`,
    )
    .get(account);
  if (!row) return undefined;
  const { pid, host, since, run_id: runId } = row;
  return {
    pid: Number(pid),
    host: String(host),
    since: Number(since),
    runId: runId === null ? undefined : String(runId),
  };
}

/** The holder of the account is at this run now. */
export function holdForRun(database: DatabaseSync, account: string, run: number): void {
  database.prepare('UPDATE holders SET run = ? WHERE account = ?').run(run, account);
}
