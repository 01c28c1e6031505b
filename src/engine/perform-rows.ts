import { LABELS, type Label } from '../core/labels.ts';
import type { RowLedger } from '../core/ledger.ts';
import type { RowState } from '../core/ledger-records.ts';
import type { StopReason } from '../core/stop-reason.ts';
import { brokenBy } from '../core/system-failure.ts';
import type { CheckedRow } from '../core/task.ts';
import { UsageError } from '../core/usage-error.ts';
import type { Blocker } from './blocked-users.ts';
import { ChangedRows, standIn } from './changed-rows.ts';
import { DamagedRows } from './damaged-rows.ts';
import { IdsAndAddresses } from './ids-and-addresses.ts';
import { Lanes } from './lanes.ts';
import type { OpenRow } from './perform-row.ts';
import { isAfterRemoval, isOpen, keptTask, type RecordedRow, recordedRows } from './recorded-rows.ts';
import type { RowSource } from './register.ts';
import type { RunContext } from './run-context.ts';
import { Stopped } from './stop.ts';

/**
 * The second pass: takes every row that the ledger does not know to be settled to its outcome, in file order, some at
 * a time. Returns when no request is under way any more; the context's `stop` ends it early.
 * @param concurrency rows in hand at a time, at most
 * @returns why rows were left, when the input was changed meanwhile
 */
export async function performRows(
  source: RowSource,
  concurrency: number,
  context: RunContext,
): Promise<StopReason | undefined> {
  const { services } = context;
  const { rows, stop } = services;
  const changes = new ChangedRows(context, source.isOther ?? false);
  const damaged = new DamagedRows(context);
  const broke = (error: unknown) => {
    if (error instanceof Stopped) return;
    // At once: what cannot be recorded must not be sent.
    stop.stop(brokenBy(error));
    throw error;
  };
  const lanes = new Lanes(concurrency, context, broke);
  const first = async () => {
    try {
      // What shows only some rows cannot be read again when others of it are done.
      if (!source.isPart) lanes.expect(await rows.lastLines());
      const ids = new IdsAndAddresses(await rows.naming(), context);
      for await (const row of openRows(source, ids, { changes, damaged }, context)) await lanes.add(row);
    } finally {
      lanes.end();
    }
  };
  const behind = LABELS.map((label) => sendParked(label, source, lanes, changes, context));
  const readers = [first(), ...behind].map((reader) => reader.catch(broke));
  try {
    await Promise.all(readers);
    if (!stop.signal.aborted) for await (const row of damaged.restored()) await lanes.add(row);
  } catch (error) {
    broke(error);
  } finally {
    await Promise.allSettled(readers);
    await lanes.idle();
  }
  return changes.stop;
}

type Losses = { readonly changes: ChangedRows; readonly damaged: DamagedRows };

/** Reads the file once more behind the first reader, and hands in the rows of a label that were parked. */
async function sendParked(
  label: Label,
  source: RowSource,
  lanes: Lanes,
  changes: ChangedRows,
  { services }: RunContext,
): Promise<void> {
  const { rows, stop, digester } = services;
  if ((await lanes.nextParked(label)) === undefined) return;
  const found = recordedRows(readOn(source, changes, stop.signal), rows, {
    digester: () => (changes.hasChanged ? digester : undefined),
    // What they mean for later rows is known already.
    onPerformed: () => undefined,
  });
  for await (const batch of found) {
    for (const row of batch) {
      const { state } = row;
      const line = await lanes.nextParked(label);
      if (line === undefined || stop.signal.aborted) return;
      if (state.line !== line) continue;
      const keys = await lanes.unpark(label, state);
      if (stop.signal.aborted) return;
      const task = row.task ?? (await keptTask(state, rows));
      if (!task) await changes.leave(row);
      lanes.addParked(label, line, keys, task && { task, keys, state });
    }
  }
}

/** The rows still to be done, as they were checked, beside what the ledger knows of them. */
async function* openRows(
  source: RowSource,
  ids: IdsAndAddresses,
  { changes, damaged }: Losses,
  context: RunContext,
): AsyncGenerator<OpenRow> {
  const { users, services } = context;
  const { rows, stop, digester } = services;
  const found = recordedRows(readOn(source, changes, stop.signal), rows, {
    digester: () => (changes.hasChanged ? digester : undefined),
    isPart: source.isPart,
    onPerformed: (batch) => {
      for (const row of batch) {
        if (row.kind !== 'task') continue;
        users.learnPerformed(row.task);
        damaged.seePerformed(row.task);
      }
    },
  });
  for await (const batch of found) {
    await ids.ask(batch);
    for (const row of batch) {
      if (stop.signal.aborted) return;
      const open = await takeUp(row, changes, damaged, context);
      if (open) yield open;
    }
  }
}

/** What cannot be read any more of an input that was changed is not there any more. */
async function* readOn(
  source: RowSource,
  changes: ChangedRows,
  signal: AbortSignal,
): AsyncGenerator<readonly CheckedRow[]> {
  try {
    yield* source.rows(signal, (change) => changes.note(change));
  } catch (error) {
    if (!changes.hasChanged || !(error instanceof UsageError)) throw error;
  }
}

/** A row that is to be sent; one that is settled or that the input does not have any more tells what later rows have to know. */
async function takeUp(
  row: RecordedRow,
  changes: ChangedRows,
  damaged: DamagedRows,
  { services, users }: RunContext,
): Promise<OpenRow | undefined> {
  const { rows } = services;
  const { state } = row;
  if (state.outcome === 'invalid') return undefined;
  if (state.isDamaged && row.row && !row.change) {
    await damaged.keep(row);
    return undefined;
  }
  const isUp = await isOpen(state, rows);
  const task = row.task ?? (isUp ? await keptTask(state, rows) : standIn(state));
  if (!task) {
    await changes.leave(row);
    return undefined;
  }
  const keys = users.keysOf(task);
  damaged.see(keys, state);
  if (isUp) return { task, keys, state };
  users.learn({ task, keys }, await blockerIn(state, rows));
  return undefined;
}

/** A row that was left out hands on the earlier row for which it was. */
async function blockerIn(state: RowState, rows: RowLedger): Promise<Blocker> {
  const { reason, afterLine } = state;
  const earlier = afterLine === undefined ? undefined : await rows.get(afterLine);
  const { line, outcome = 'unknown', awaitsInvitation } = earlier ?? state;
  return { line, outcome, awaitsInvitation, ...(isAfterRemoval(reason) && { removedUser: true }) };
}
