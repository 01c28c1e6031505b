import { inputOptions } from '../config/input-options.ts';
import type { RunRequest } from '../config/run-request.ts';
import { restoreRequest, type SaidNow } from '../config/stored-request.ts';
import { readVersion } from '../config/version.ts';
import type { Ledger, RowCounts, RunRecord } from '../core/ledger.ts';
import { isSimulatedAccount } from '../core/simulated-account.ts';
import { UsageError } from '../core/usage-error.ts';
import { openInput } from '../input/open-input.ts';
import type { EndedRun } from '../report/run-report.ts';
import { accessOf } from './access-of.ts';
import { checkInput } from './check-input.ts';
import { findRun } from './find-run.ts';
import { holdAccount } from './hold-account.ts';
import { openLedger } from './open-ledger.ts';
import type { Operator } from './operator.ts';
import { openRunLog, type RunLog } from './run-log.ts';
import { sendRows } from './send-rows.ts';
import type { Session } from './session.ts';

/**
 * Goes on with a run: settles by asking what a crash left in doubt, sends what was left over or deferred, and writes
 * the report of the whole run.
 * @param folder the ledger's
 * @throws {UsageError} when the run or its input cannot be used, {Locked} when the account has a run going on
 */
export async function resume(
  runId: string,
  folder: string,
  saidNow: SaidNow,
  operator: Operator,
): Promise<EndedRun> {
  const { stop, stdin, listen } = operator;
  await using resources = new AsyncDisposableStack();
  const ledger = resources.adopt(await openLedger(folder), (opened) => opened.close());
  const record = await resumable(ledger, runId);
  const request = await restoreRequest(record, saidNow);
  const { settings } = request;
  const access = await accessOf(request.environment, operator.own);
  if (access.account !== record.account) {
    throw new UsageError(
      `Run ${runId} is one of the account ${record.account}, but the credentials are those of ${access.account}.`,
    );
  }
  const input = resources.adopt(await openInput(inputOptions(request, stdin, stop.signal)), (opened) =>
    opened.close(),
  );
  if (input.digest !== record.digest) throw new UsageError(describeChange(record, request));
  const patience = { waitMs: settings.wait ?? 0, signal: stop.signal, listen };
  const held = resources.adopt(await holdAccount(ledger, record.account, patience), (its) => its.release());

  // Consent that was given by a setting when the run began still holds.
  const consent = settings.yes ? async () => undefined : operator.consent;
  const session = {
    settings,
    operator: { ...operator, consent },
    access,
    source: input,
    ledger,
    held,
    // Whoever held the account until now may have gone on with this very run.
    record: await resumable(ledger, runId),
  };
  const log = await (session.record.status === 'checking' ? beginAnew(session) : goOn(session));
  resources.defer(() => log.close());
  log.info({ version: readVersion(), input: request.input }, 'the run goes on');
  return await sendRows(session, log, progressOf(await ledger.count(record)));
}

async function resumable(ledger: Ledger, runId: string): Promise<RunRecord> {
  const record = await findRun(ledger, runId);
  if (!isSimulatedAccount(record.account)) return record;
  throw new UsageError(
    `Run ${runId} was simulated: its account ended with it, so there is nothing to go on with.`,
  );
}

/** It died before anything was sent, perhaps with only some rows on record. */
async function beginAnew(session: Session): Promise<RunLog> {
  await session.held.rows(session.record).clear();
  return (await checkInput(session)).log;
}

async function goOn({ held, record, settings, operator }: Session): Promise<RunLog> {
  const log = openRunLog(record, settings, operator.own);
  await held.beginRun(record);
  return log;
}

function progressOf({ rows, invalid, open, deferred, awaitingInvitation }: RowCounts) {
  return { rows, invalid, settled: rows - invalid - open - deferred - awaitingInvitation };
}

function describeChange(record: RunRecord, { input, objects }: RunRequest): string {
  const began = new Date(record.startedAt).toISOString();
  if (objects) {
    return (
      `The rows given are not those that run ${record.id} began with (${began}). Nothing was sent. ` +
      'Give the same rows in the same order; other rows are a new run.'
    );
  }
  return (
    `${input === '-' ? 'Standard input' : input} is not the file that run ${record.id} began with (${began}): its ` +
    'content has changed. Nothing was sent. Put the old content back, or name it with --input <file>; a changed file ' +
    'is a new run.'
  );
}
