import path from 'node:path';
import { readAccess } from '../config/credentials.ts';
import { restoreRequest, type SaidNow } from '../config/stored-request.ts';
import { readVersion } from '../config/version.ts';
import type { Ledger, RunRecord } from '../core/ledger.ts';
import { isSimulatedAccount } from '../core/simulated-account.ts';
import { UsageError } from '../core/usage-error.ts';
import type { EndedRun } from '../report/run-report.ts';
import { findRun } from './find-run.ts';
import { holdAccount } from './hold-account.ts';
import { makeFolder } from './make-folder.ts';
import { openLedger } from './open-ledger.ts';
import { openRows } from './open-rows.ts';
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
  await using resources = new AsyncDisposableStack();
  const ledger = resources.adopt(await openLedger(folder), (opened) => opened.close());
  const record = await resumable(ledger, runId);
  const { environment } = await restoreRequest(record, saidNow, 'settings');
  const access = readAccess(environment);
  if (access.account !== record.account) {
    throw new UsageError(
      `Run ${runId} is one of the account ${record.account}, but the credentials are those of ${access.account}.`,
    );
  }
  const held = resources.adopt(await holdAccount(ledger, record.account), (its) => its.release());
  if (record.status === 'checking') {
    throw new UsageError(
      `Run ${runId} has nothing to resume: it died while its input was being checked, and nothing was sent. Start it again with \`zoom-provision run\`.`,
    );
  }
  const opened = await openRows(record, held.rows(record), saidNow, operator);
  const { request, source, toDo, notices } = resources.adopt(opened, (rows) => rows.close());
  const { settings } = request;
  for (const notice of notices) operator.listen({ type: 'notice', notice });

  const session = {
    settings,
    operator,
    access,
    source,
    ledger,
    held,
    waitingOnly: saidNow.waitingOnly,
    record: saidNow.out === undefined ? record : { ...record, outDir: path.resolve(saidNow.out) },
  };
  const log = await goOn(session);
  resources.defer(() => log.close());
  log.info({ version: readVersion(), input: request.input }, 'the run goes on');
  const { rows, invalid } = await ledger.count(record);
  return await sendRows(session, log, { rows, invalid, settled: rows - invalid - toDo });
}

async function resumable(ledger: Ledger, runId: string): Promise<RunRecord> {
  const record = await findRun(ledger, runId);
  if (isSimulatedAccount(record.account)) {
    throw new UsageError(
      `Run ${runId} was simulated: its account ended with it, so there is nothing to go on with.`,
    );
  }
  return record;
}

async function goOn({ held, record, settings }: Session): Promise<RunLog> {
  makeFolder(record.outDir);
  const log = openRunLog(record, settings);
  await held.beginRun(record);
  return log;
}
