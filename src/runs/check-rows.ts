import type { DatabaseSync } from 'node:sqlite';
import { ACTIONS } from '../actions/index.ts';
import type { Settings } from '../config/options.ts';
import { guardDeactivations } from '../engine/guards.ts';
import type { InputTotals } from '../engine/input-totals.ts';
import type { Protection } from '../engine/protection.ts';
import { type RowSource, register } from '../engine/register.ts';
import type { RowStore } from '../ledger/sqlite/row-store.ts';
import { beginRun, deleteRun, type RunRecord } from '../ledger/sqlite/run-store.ts';
import { makeFolder } from './make-folder.ts';
import { openRunLog, type RunLog } from './run-log.ts';

export type RunToCheck = {
  readonly settings: Settings;
  readonly source: RowSource;
  readonly database: DatabaseSync;
  readonly record: RunRecord;
  readonly rows: RowStore;
  readonly protection: Protection;
  readonly signal: AbortSignal;
  /** Asks the operator; throws a GuardRefusal when the answer is no. */
  readonly consent: (totals: InputTotals) => Promise<void>;
};

/**
 * The first pass and the guards, up to the log, from where on requests may be sent. A run that does not get past them
 * leaves nothing behind in the ledger.
 */
export async function checkRows(
  run: RunToCheck,
): Promise<{ readonly totals: InputTotals; readonly log: RunLog }> {
  const { settings, source, database, record, rows, protection, signal, consent } = run;
  try {
    const totals = await register(source, rows, { actions: ACTIONS, protection, signal });
    guardDeactivations(totals, settings.maxDeactivate);
    await consent(totals);
    signal.throwIfAborted();
    makeFolder(record.outDir);
    const log = openRunLog(record, settings);
    beginRun(database, record);
    return { totals, log };
  } catch (error) {
    deleteRun(database, record);
    throw error;
  }
}
