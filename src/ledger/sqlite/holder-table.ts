import type { DatabaseSync } from 'node:sqlite';
import type { Holder } from '../../core/ledger.ts';
import { SealedEntries } from './sealed-entries.ts';

type NewHolder = {
  readonly account: string;
  readonly pid: number;
  readonly host: string;
  readonly since: number;
};

/** Puts the newest holder of an account on record, with a higher number than any before; that number. */
export function putHolder(database: DatabaseSync, holder: NewHolder): number {
  const entries = new SealedEntries(database, 'holders');
  const before = entries.find(holder.account)?.fence;
  const fence = (typeof before === 'number' ? before : 0) + 1;
  entries.put({ ...holder, fence });
  return fence;
}

/**
 * What the newest holder of an account has said of itself; undefined when it was a version that said nothing, or what it
 * said is damaged: that the account is held is known by its lock.
 */
export function readHolder(database: DatabaseSync, account: string): Holder | undefined {
  const entries = new SealedEntries(database, 'holders');
  const entry = entries.find(account);
  if (!entry || !entries.isIntact(entry) || entry.pid === null) return undefined;
  const { pid, host, since, run } = entry;
  const id =
    run === null ? undefined : database.prepare('SELECT id FROM runs WHERE number = ?').get(Number(run))?.id;
  return {
    pid: Number(pid),
    host: String(host),
    since: Number(since),
    runId: id === undefined ? undefined : String(id),
  };
}

/** The holder of the account is at this run now. */
export function holdForRun(database: DatabaseSync, account: string, run: number): void {
  new SealedEntries(database, 'holders').change([account], () => ({ run }));
}
