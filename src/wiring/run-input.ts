import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { ACTIONS } from '../actions/index.ts';
import type { Listener, RunEvent } from '../core/events.ts';
import type { Plan } from '../core/lanes.ts';
import { Locked } from '../core/locked.ts';
import { CreateQuota } from '../engine/create-quota.ts';
import { guardDeactivations } from '../engine/guards.ts';
import type { InputTotals } from '../engine/input-totals.ts';
import { Protection } from '../engine/protection.ts';
import { provision } from '../engine/provision.ts';
import { type RowSource, register } from '../engine/register.ts';
import type { Stop } from '../engine/stop.ts';
import { Trouble } from '../engine/trouble.ts';
import { openInput } from '../input/open-input.ts';
import { lockAccount } from '../ledger/account-lock.ts';
import { InvitationStore } from '../ledger/invitation-store.ts';
import { openDatabase } from '../ledger/open-database.ts';
import { QuotaStore } from '../ledger/quota-store.ts';
import { RowStore } from '../ledger/row-store.ts';
import { beginRun, deleteRun, insertRun, type RunRecord } from '../ledger/run-store.ts';
import { Tally } from '../report/summary.ts';
import { ENDPOINTS } from '../zoom/endpoints.ts';
import { PLANS } from '../zoom/plans.ts';
import type { Access, Environment } from './credentials.ts';
import { finishRun, type RunResult } from './finish-run.ts';
import { inputOptions } from './input-options.ts';
import type { Order } from './load-job.ts';
import { makeFolder } from './make-folder.ts';
import { newRunId } from './new-run-id.ts';
import { openZoom } from './open-zoom.ts';
import type { Settings } from './options.ts';
import { openRunLog, type RunLog } from './run-log.ts';
import { openSimulatedAccount } from './simulated-account.ts';
import { stateFolder } from './state-folder.ts';

export type RunOrder = {
  readonly order: Order;
  readonly settings: Settings;
  /** Where and as whom; undefined for a simulated run. */
  readonly access: Access | undefined;
  readonly environment: Environment;
  readonly stdin: NodeJS.ReadableStream;
  readonly version: string;
  readonly stop: Stop;
  /** Asks the operator; throws a GuardRefusal when the answer is no. */
  readonly consent: (totals: InputTotals) => Promise<void>;
  readonly listen: Listener;
};

/** Rows in hand when nothing else is said: what the plan's pace needs at answers that take a second and a half. */
const CONCURRENCY = { free: 8, pro: 60, business: 160 } as const;

/**
 * Runs an input from its first byte to its report.
 * @throws {UsageError} when the input, a setting or the ledger cannot be used, {GuardRefusal} when a guard refuses,
 *   {Locked} when another run of the account goes on; in all three cases nothing was sent
 */
export async function runInput(run: RunOrder): Promise<RunResult> {
  const { order, settings, stop, version } = run;
  await using resources = new AsyncDisposableStack();
  const plan = PLANS[settings.plan];
  const id = newRunId(Date.now());
  const folder = stateFolder(settings.state, run.environment);
  const database = resources.adopt(openDatabase(folder), (opened) => opened.close());
  const input = resources.adopt(await openInput(inputOptions(order, settings, run.stdin)), (opened) =>
    opened.close(),
  );
  const { access, source } = await openAccount(run, input, plan, id, resources);
  const release = lockAccount(folder, access.account);
  if (!release) throw new Locked(`Another run of the account ${access.account} is going on.`);
  resources.defer(release);

  const record = insertRun(database, {
    id,
    account: access.account,
    input: order.input,
    digest: input.digest,
    settings: JSON.stringify(settings),
    plan: plan.name,
    version,
    outDir: path.resolve(settings.out ?? path.join('reports', id)),
    startedAt: Date.now(),
  });
  const rows = new RowStore(database, record.number);
  const protection = new Protection(settings.protect);
  let totals: InputTotals;
  try {
    totals = await register(source, rows, { actions: ACTIONS, protection, signal: stop.signal });
    guardDeactivations(totals, settings.maxDeactivate);
    await run.consent(totals);
    makeFolder(record.outDir);
    stop.signal.throwIfAborted();
  } catch (error) {
    deleteRun(database, record);
    throw error;
  }
  beginRun(database, record);
  const logFile = settings.logFile ?? path.join(record.outDir, 'run.log');
  const log = resources.adopt(openRunLog(logFile, settings.logLevel, id), (opened) => opened.close());
  log.info({ version, input: order.input, plan: plan.name, account: access.account }, 'the run begins');
  return await work({ run, plan, access, source, database, record, rows, protection, totals, log });
}

type Session = {
  readonly run: RunOrder;
  readonly plan: Plan;
  readonly access: Access;
  readonly source: RowSource;
  readonly database: DatabaseSync;
  readonly record: RunRecord;
  readonly rows: RowStore;
  readonly protection: Protection;
  readonly totals: InputTotals;
  readonly log: RunLog;
};

/** Sends what is to be sent and writes the report, whatever happens on the way. */
async function work({
  run,
  plan,
  access,
  source,
  database,
  record,
  rows,
  protection,
  totals,
  log,
}: Session): Promise<RunResult> {
  const { settings, stop, version, listen } = run;
  const startedAt = performance.now();
  const tally = new Tally();
  let signIns = 0;
  let resumeAfter: number | undefined;
  const emit = (event: RunEvent) => {
    if (event.type === 'attempt') tally.addAttempt(event.line, event.attempt);
    if (event.type === 'row') tally.add(event.result);
    if (event.type === 'quotaUsedUp') resumeAfter = Math.max(resumeAfter ?? 0, Date.parse(event.resumeAfter));
    log.listen(event);
    listen(event);
  };
  stop.onStop((reason) => emit({ type: 'stop', reason }));
  emit({ type: 'checked', rows: totals.rows, invalid: totals.invalid, settled: totals.protectedRows });
  const concurrency = settings.concurrency ?? CONCURRENCY[plan.name];
  const { zoom, close } = openZoom({
    settings,
    plan,
    credentials: access.credentials,
    apiUrl: access.apiUrl,
    connections: concurrency,
    userAgent: `zoom-provision/${version}`,
    stop,
    emit,
    onSignIn: () => signIns++,
  });
  const quota = new CreateQuota({
    store: new QuotaStore(database),
    account: access.account,
    perDay: Math.floor(plan.createsPerDay * settings.share),
    now: Date.now,
    onUsedUp: (at) => emit({ type: 'quotaUsedUp', quota: 'create', resumeAfter: new Date(at).toISOString() }),
  });
  try {
    await provision({
      source,
      concurrency,
      laneOf: (endpoint) => ENDPOINTS[endpoint].lane,
      context: {
        actions: ACTIONS,
        zoom,
        rows,
        quota,
        invitations: new InvitationStore(database, access.account),
        trouble: new Trouble(),
        stop,
        onExists: settings.onExists,
        protection,
        now: Date.now,
        emit,
      },
    });
  } catch (error) {
    log.error(error, 'the run broke');
  } finally {
    await close();
  }
  const { per_second: perSecond, daily, concurrent } = tally.rateLimited;
  return finishRun(database, record, rows, {
    stop: stop.reason,
    counts: { requests: tally.requests + signIns, retries: tally.retries, perSecond, daily, concurrent },
    finishedAt: Date.now(),
    activeMs: performance.now() - startedAt,
    resumeAfter,
  });
}

async function openAccount(
  { settings, access }: RunOrder,
  source: RowSource,
  plan: Plan,
  id: string,
  resources: AsyncDisposableStack,
): Promise<{ access: Access; source: RowSource }> {
  if (settings.simulate) {
    return resources.adopt(await openSimulatedAccount(source, plan, id), (opened) => opened.close());
  }
  if (!access) throw new Error('a run that is not simulated needs to know where Zoom is');
  return { access, source };
}
