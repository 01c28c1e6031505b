import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { isSimulatedAccount } from '../../core/simulated-account.ts';
import { removeQuietly } from './remove-quietly.ts';
import { walFile } from './wal.ts';

/**
 * What a file beside the ledger says of it, so that one is noticed which was emptied, put back from an older copy, or has
 * lost the file of its newest commits.
 */
export type LedgerMark = {
  /** The run that was begun last. */
  readonly run: string;
  /** Somebody who writes has not closed it yet. */
  readonly open: boolean;
};

export function markFile(folder: string): string {
  return path.join(folder, 'ledger.mark');
}

/** Undefined when there is none, or it cannot be read: it is there for safety, and nothing depends on it. */
export function readMark(folder: string): LedgerMark | undefined {
  try {
    const { run, open } = JSON.parse(readFileSync(markFile(folder), 'utf8')) as Partial<LedgerMark>;
    return typeof run === 'string' ? { run, open: open === true } : undefined;
  } catch {
    return undefined;
  }
}

/** A run has begun, and requests may be sent from now on. */
export function markRun(folder: string, account: string, run: string): void {
  if (!isSimulatedAccount(account)) writeMark(folder, { run, open: true });
}

/** The ledger is closed here: perhaps nobody has it open any more, and all commits are in it. */
export function markClosed(folder: string, file: string): void {
  const mark = readMark(folder);
  if (mark?.open && !existsSync(walFile(file))) writeMark(folder, { ...mark, open: false });
}

/** A run is forgotten: the mark is of one that is still there. */
export function markForgotten(folder: string, database: DatabaseSync, run: string): void {
  const mark = readMark(folder);
  if (mark?.run !== run) return;
  const [newest] = begunRuns(database).filter(({ id }) => id !== run);
  if (newest) writeMark(folder, { ...mark, run: newest.id });
  else rmSync(markFile(folder), { force: true });
}

/** Whether the ledger knows the run that was begun in it last. */
export function knowsMarked(database: DatabaseSync, { run }: LedgerMark): boolean {
  return begunRuns(database).some(({ id }) => id === run);
}

function begunRuns(database: DatabaseSync): { readonly id: string }[] {
  return database
    .prepare(
      "SELECT id, account FROM runs WHERE forgotten IS NULL AND status <> 'checking' ORDER BY number DESC",
    )
    .all()
    .map(({ id, account }) => ({ id: String(id), account: String(account) }))
    .filter(({ account }) => !isSimulatedAccount(account));
}

function writeMark(folder: string, mark: LedgerMark): void {
  const file = markFile(folder);
  try {
    writeFileSync(`${file}.part`, `${JSON.stringify(mark)}\n`, { mode: 0o600 });
    renameSync(`${file}.part`, file);
  } catch {
    // On a full disk, say, the ledger itself is what stops the run.
    removeQuietly(`${file}.part`);
  }
}
