import path from 'node:path';
import { doubtsOfEnvFile } from '../config/env-file.ts';
import { restoreRequest, type SaidNow } from '../config/stored-request.ts';
import { readVersion } from '../config/version.ts';
import type { Ledger } from '../core/ledger.ts';
import type { RunRecord } from '../core/ledger-records.ts';
import type { Notice } from '../core/notice.ts';
import { isSimulatedAccount } from '../core/simulated-account.ts';
import { UsageError } from '../core/usage-error.ts';
import type { EndedRun } from '../report/run-report.ts';
import { accessOf, tellBeginning } from './access-of.ts';
import { findRun } from './find-run.ts';
import { holdAccount } from './hold-account.ts';
import { openLedger } from './open-ledger.ts';
import { openRows } from './open-rows.ts';
import type { Operator } from './operator.ts';
import { beginLog, openRunLog, type RunLog } from './run-log.ts';
import { sendRows } from './send-rows.ts';
import type { Session } from './session.ts';
import { tellAccountName } from './tell-account-name.ts';

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
  const { account, ...before } = await resumable(ledger, runId, folder);
  const { environment, settings: kept } = await restoreRequest(before, saidNow, 'settings');
  const access = await accessOf(environment, operator.own);
  if (access.account !== account) {
    throw new UsageError(
      `Run ${runId} is one of the account ${account}, but the credentials are those of ${access.account}.`,
    );
  }
  tellBeginning(access, operator);
  const patience = { waitMs: kept.wait ?? 0, signal: operator.stop.signal, listen: operator.listen };
  const held = resources.adopt(await holdAccount(ledger, account, patience), (its) => its.release());
  // Whoever held the account until now may have gone on with this very run.
  const record = await resumable(ledger, runId, folder);
  if (record.status === 'checking') {
    throw new UsageError(
      `Run ${runId} has nothing to resume: it died while its input was being checked, and nothing was sent. Start it again with \`zoom-provision run\`.`,
    );
  }
  const damaged = await held.rows(record).verify();
  if (damaged > 0) operator.listen({ type: 'notice', notice: { kind: 'damagedRows', count: damaged } });
  const opened = await openRows(
    record,
    held.rows(record),
    { ...saidNow, askSecret: operator.askSecret },
    operator,
  );
  const { request, source, input, digester, toDo, leftBehind, notices } = resources.adopt(opened, (rows) =>
    rows.close(),
  );
  const { settings } = request;
  const doubts = doubtsOfEnvFile(settings.envFile).map((text): Notice => ({ kind: 'environment', text }));
  for (const notice of [...doubts, ...notices]) operator.listen({ type: 'notice', notice });

  const session = {
    settings,
    operator,
    access,
    source,
    input,
    digester,
    ledger,
    held,
    waitingOnly: saidNow.waitingOnly,
    leftBehind,
    record: saidNow.out === undefined ? record : { ...record, outDir: path.resolve(saidNow.out) },
  };
  await tellAccountName(session);
  const log = await goOn(session, request.input);
  resources.defer(() => log.close());
  const { rows, invalid } = await ledger.count(record);
  return await sendRows(session, log, { rows, invalid, settled: rows - invalid - toDo });
}

async function resumable(ledger: Ledger, runId: string, folder: string): Promise<RunRecord> {
  const record = await findRun(ledger, runId, folder);
  if (isSimulatedAccount(record.account)) {
    throw new UsageError(
      `Run ${runId} was simulated: its account ended with it, so there is nothing to go on with.`,
    );
  }
  return record;
}

async function goOn({ held, record, settings, operator }: Session, input: string): Promise<RunLog> {
  const log = openRunLog(record, settings, operator.own);
  await beginLog(log, 'the run goes on', { version: readVersion(), input });
  await held.beginRun(record);
  return log;
}
