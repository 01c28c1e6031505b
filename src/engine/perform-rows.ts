import { ENDPOINTS } from '../core/endpoints.ts';
import type { RowLedger } from '../core/ledger.ts';
import type { RowState } from '../core/ledger-records.ts';
import type { Reason } from '../core/reason.ts';
import { brokenBy } from '../core/system-failure.ts';
import type { CheckedRow } from '../core/task.ts';
import { UsageError } from '../core/usage-error.ts';
import { isOpenOutcome, wentThrough } from '../core/vocabulary.ts';
import type { Blocker } from './blocked-users.ts';
import { Dispatcher } from './dispatcher.ts';
import { IdsAndAddresses } from './ids-and-addresses.ts';
import { type OpenRow, performRow } from './perform-row.ts';
import type { RowSource } from './register.ts';
import type { RunContext } from './run-context.ts';
import { Stopped } from './stop.ts';

/**
 * The second pass: takes every row that the ledger does not know to be settled to its outcome, in file order, some at
 * a time. Returns when no request is under way any more; the context's `stop` ends it early.
 * @param concurrency rows in hand at a time, at most
 */
export async function performRows(
  source: RowSource,
  concurrency: number,
  context: RunContext,
): Promise<void> {
  const { services, rules } = context;
  const dispatcher = new Dispatcher(concurrency);
  const broke = (error: unknown) => {
    if (error instanceof Stopped) return;
    // At once: what cannot be recorded must not be sent.
    services.stop.stop(brokenBy(error));
    throw error;
  };
  try {
    for await (const row of openRows(
      source,
      new IdsAndAddresses(await services.rows.naming(), context),
      context,
    )) {
      const [first] = rules.actions[row.task.action].steps(row.task);
      const { label } = ENDPOINTS[first?.endpoint ?? 'getUser'];
      const run = (onAcquired: () => void) => performRow(row, context, onAcquired).catch(broke);
      await dispatcher.add({ keys: row.keys, label, run });
    }
  } catch (error) {
    broke(error);
  } finally {
    await dispatcher.idle();
  }
}

/** The rows still to be done, beside what the ledger knows of them. */
async function* openRows(
  source: RowSource,
  ids: IdsAndAddresses,
  context: RunContext,
): AsyncGenerator<OpenRow> {
  const { rows, stop } = context.services;
  for await (const batch of source.rows(stop.signal)) {
    const first = batch[0];
    const last = batch.at(-1);
    if (!first || !last) continue;
    // A resume of a run that is nearly done: to read each row's state would take as long as to check the file.
    if (await rows.allPerformed(first.line, last.line, batch.length)) {
      for (const row of batch) if (row.kind === 'task') context.users.learnPerformed(row.task);
      continue;
    }
    const states = new Map((await rows.between(first.line, last.line)).map((state) => [state.line, state]));
    await ids.ask(batch, states);
    for (const row of batch) {
      if (stop.signal.aborted) return;
      const state = recorded(row, states.get(row.line));
      if (row.kind === 'invalid') continue;
      const { task } = row;
      const keys = context.users.keysOf(task);
      if (await isOpen(state, rows)) yield { task, keys, state };
      else context.users.learn({ task, keys }, await blockerIn(state, rows));
    }
  }
}

/** The ledger must tell of the same row; else somebody has changed the file under the run. */
function recorded(row: CheckedRow, state: RowState | undefined): RowState {
  const { action, user } = row.kind === 'task' ? row.task : row;
  const isSame = state?.action === action && state.user === user;
  if (isSame && (row.kind === 'invalid') === (state.outcome === 'invalid')) return state;
  throw new UsageError(
    `The input was changed while the run was reading it (line ${row.line} is another row now). The rows sent so far ` +
      'are in the report. Make a new file of the rest and run that.',
  );
}

/** A row that was left out hands on the earlier row for which it was. */
async function blockerIn(state: RowState, rows: RowLedger): Promise<Blocker> {
  const { reason, afterLine } = state;
  const earlier = afterLine === undefined ? undefined : await rows.get(afterLine);
  const { line, outcome = 'unknown', awaitsInvitation } = earlier ?? state;
  return { line, outcome, awaitsInvitation, ...(isAfterRemoval(reason) && { removedUser: true }) };
}

async function isOpen(state: RowState, rows: RowLedger): Promise<boolean> {
  const { outcome, reason, afterLine } = state;
  if (state.state !== 'done' || state.awaitsInvitation || outcome === undefined || isOpenOutcome(outcome)) {
    return true;
  }
  if (outcome !== 'skipped' || afterLine === undefined) return false;
  if (isAfterRemoval(reason)) return false;
  // Left out because of an earlier row of the same user: it is up again when that row is, or has gone through now.
  const earlier = await rows.get(afterLine);
  if (earlier?.outcome === undefined || (await isOpen(earlier, rows))) return true;
  return wentThrough(earlier.outcome);
}

/** Of what has gone through with nothing left to do, only a removal keeps later rows back. */
function isAfterRemoval(reason: Reason | undefined): boolean {
  return reason?.kind === 'earlierRow' && !reason.awaitsInvitation && wentThrough(reason.outcome);
}
