import type { DatabaseSync } from 'node:sqlite';
import { readAccess, withEnvFile } from '../config/credentials.ts';
import { inputOptions } from '../config/input-options.ts';
import { loadOrder, type Order } from '../config/load-job.ts';
import type { Settings } from '../config/options.ts';
import { resolveSettings } from '../config/resolve-settings.ts';
import { isPassword, readStoredOrder, type StoredOrder } from '../config/stored-order.ts';
import { UsageError } from '../core/usage-error.ts';
import { Protection } from '../engine/protection.ts';
import { openInput } from '../input/open-input.ts';
import { openDatabase } from '../ledger/sqlite/open-database.ts';
import { type RowCounts, RowStore } from '../ledger/sqlite/row-store.ts';
import { beginRun, findRun, type RunRecord } from '../ledger/sqlite/run-store.ts';
import { checkRows } from './check-rows.ts';
import type { RunResult } from './finish-run.ts';
import { holdAccount } from './hold-account.ts';
import { makeFolder } from './make-folder.ts';
import type { RunOrder } from './run.ts';
import { openRunLog, type RunLog } from './run-log.ts';
import { runSession } from './session.ts';
import { isSimulated } from './simulated-account.ts';

export type ResumeOrder = Pick<
  RunOrder,
  'environment' | 'stdin' | 'version' | 'stop' | 'consent' | 'listen'
> & {
  readonly runId: string;
  /** The ledger's folder. */
  readonly folder: string;
  /** The input, where it has moved or was standard input. */
  readonly input: string | undefined;
  readonly commandLine: Readonly<Record<string, unknown>>;
};

/**
 * Goes on with a run: settles by asking what a crash left in doubt, sends what was left over or deferred, and writes
 * the report of the whole run.
 * @throws {UsageError} when the run or its input cannot be used, {Locked} when the account has a run going on
 */
export async function resumeRun(resume: ResumeOrder): Promise<RunResult> {
  const { folder, runId, stop, version, listen, stdin, consent } = resume;
  await using resources = new AsyncDisposableStack();
  const database = resources.adopt(openDatabase(folder), (opened) => opened.close());
  const record = findRun(database, runId);
  if (!record)
    throw new UsageError(`There is no run ${runId} in the ledger; \`zoom-provision runs\` lists them.`);
  if (isSimulated(record.account)) {
    throw new UsageError(
      `Run ${runId} was simulated: its account ended with it, so there is nothing to go on with.`,
    );
  }
  const { order, settings, environment } = await restore(record, resume);
  const access = readAccess(environment);
  if (access.account !== record.account) {
    throw new UsageError(
      `Run ${runId} is one of the account ${record.account}, but the credentials are those of ${access.account}.`,
    );
  }
  const input = resources.adopt(
    await openInput(inputOptions(order, settings, stdin, stop.signal)),
    (opened) => opened.close(),
  );
  if (input.digest !== record.digest) throw new UsageError(changed(record, order));
  resources.defer(holdAccount(database, folder, record.account));

  const rows = new RowStore(database, record.number);
  const protection = new Protection(settings.protect);
  const common = { settings, source: input, database, record, rows, protection };
  // It died before anything was sent, perhaps with only some rows on record.
  if (record.status === 'checking') rows.clear();
  // Consent that was given by a setting when the run began still holds.
  const ask = settings.yes ? async () => undefined : consent;
  const log =
    record.status === 'checking'
      ? (await checkRows({ ...common, signal: stop.signal, consent: ask })).log
      : goOn(database, record, settings);
  resources.defer(() => log.close());
  log.info({ version, input: order.input }, 'the run goes on');
  return await runSession({ ...common, version, access, stop, log, listen, checked: standing(rows.count()) });
}

function goOn(database: DatabaseSync, record: RunRecord, settings: Settings): RunLog {
  makeFolder(record.outDir);
  const log = openRunLog(record, settings);
  beginRun(database, record);
  return log;
}

function standing({ rows, invalid, open, deferred, awaitingInvitation }: RowCounts) {
  return { rows, invalid, settled: rows - invalid - open - deferred - awaitingInvitation };
}

/** The order and settings that the run began with, below what the command line and the environment say now. */
async function restore(
  record: RunRecord,
  { commandLine, environment, input, runId }: ResumeOrder,
): Promise<{ order: Order; settings: Settings; environment: ResumeOrder['environment'] }> {
  const stored = readStoredOrder(record.settings);
  const job = stored.job === undefined ? undefined : await loadOrder(stored.job);
  const { input: source } = await loadOrder(input ?? record.input);
  if (source === '-' && input === undefined) {
    throw new UsageError(
      `Run ${runId} read standard input, which is gone: give the same rows again with --input <file> (or --input -).`,
    );
  }
  const { default: _, ...others } = commandLine;
  const { envFile } = resolveSettings({
    commandLine: others,
    environment,
    job: { name: `run ${runId}`, options: { envFile: stored.given.envFile } },
  }).settings;
  const extended = withEnvFile(environment, envFile);
  const defaultValues = defaults(stored, job, { commandLine, environment: extended }, record);
  const options = { ...stored.given, default: defaultValues };
  const sources = {
    commandLine: { ...others, default: defaultValues },
    job: { name: `run ${runId}`, options },
  };
  const { settings } = resolveSettings({ ...sources, environment: extended });
  return {
    order: { input: source, mapping: job?.mapping ?? stored.mapping },
    settings,
    environment: extended,
  };
}

/** Default values as given at first; a password is not in the ledger, and comes from the job or the command line. */
function defaults(
  stored: StoredOrder,
  job: Order | undefined,
  now: Pick<ResumeOrder, 'commandLine' | 'environment'>,
  { id }: RunRecord,
): Record<string, string> {
  const read = (name: string, options: Readonly<Record<string, unknown>> | undefined) =>
    resolveSettings({
      commandLine: {},
      environment: {},
      job: { name, options: { default: options?.default } },
    }).settings.default;
  const given = {
    ...read(job?.job?.name ?? '', job?.job?.options),
    ...read(`run ${id}`, stored.given),
    ...resolveSettings(now).settings.default,
  };
  if (stored.hadPassword && !Object.keys(given).some(isPassword)) {
    throw new UsageError(
      `Run ${id} began with a default password, which is not kept: give it again with --default password=<value> or ZOOM_PROVISION_DEFAULT.`,
    );
  }
  return given;
}

function changed(record: RunRecord, { input }: Order): string {
  const began = new Date(record.startedAt).toISOString();
  return (
    `${input === '-' ? 'Standard input' : input} is not the file that run ${record.id} began with (${began}): its ` +
    'content has changed. Nothing was sent. Put the old content back, or name it with --input <file>; a changed file ' +
    'is a new run.'
  );
}
