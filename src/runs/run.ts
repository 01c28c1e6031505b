import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Access, Environment } from '../config/credentials.ts';
import { inputOptions } from '../config/input-options.ts';
import type { Order } from '../config/load-job.ts';
import type { Settings } from '../config/options.ts';
import { stateFolder } from '../config/state-folder.ts';
import { storeOrder } from '../config/stored-order.ts';
import type { Listener } from '../core/events.ts';
import type { InputTotals } from '../engine/input-totals.ts';
import { Protection } from '../engine/protection.ts';
import type { RowSource } from '../engine/register.ts';
import type { Stop } from '../engine/stop.ts';
import { openInput } from '../input/open-input.ts';
import { openDatabase } from '../ledger/sqlite/open-database.ts';
import { RowStore } from '../ledger/sqlite/row-store.ts';
import { insertRun } from '../ledger/sqlite/run-store.ts';
import { checkRows } from './check-rows.ts';
import { expectToday } from './expect-today.ts';
import type { RunResult } from './finish-run.ts';
import { holdAccount } from './hold-account.ts';
import { newRunId } from './new-run-id.ts';
import { unfinishedRunOfSameInput } from './open-runs.ts';
import { runSession } from './session.ts';
import { openSimulatedAccount } from './simulated-account.ts';

export type RunOrder = {
  readonly order: Order;
  readonly settings: Settings;
  /** The settings that were given, as they were given; what `resume` starts from. */
  readonly given: Readonly<Record<string, unknown>>;
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

/**
 * Runs an input from its first byte to its report.
 * @throws {UsageError} when the input, a setting or the ledger cannot be used, {GuardRefusal} when a guard refuses,
 *   {Locked} when another run of the account goes on; in all three cases nothing was sent
 */
export async function runInput(run: RunOrder): Promise<RunResult> {
  const { order, settings, stop, version, listen } = run;
  await using resources = new AsyncDisposableStack();
  const startedAt = Date.now();
  const id = newRunId(startedAt);
  const folder = stateFolder(settings.state, run.environment);
  const database = resources.adopt(openDatabase(folder), (opened) => opened.close());
  const input = resources.adopt(
    await openInput(inputOptions(order, settings, run.stdin, stop.signal)),
    (opened) => opened.close(),
  );
  const { access, source } = await openAccount(run, input, id, resources);
  // A simulated account is this run's own.
  if (!settings.simulate) resources.defer(holdAccount(database, folder, access.account));

  for (const text of [...input.warnings, ...betterWay(database, access.account, input.digest)]) {
    listen({ type: 'notice', text });
  }
  const record = insertRun(database, {
    id,
    account: access.account,
    input: order.input,
    digest: input.digest,
    settings: storeOrder(order, run.given),
    plan: settings.plan,
    version,
    outDir: path.resolve(settings.out ?? path.join('reports', id)),
    startedAt,
  });
  const protection = new Protection(settings.protect);
  const rows = new RowStore(database, record.number);
  const common = { settings, source, database, record, rows, protection };
  const { totals, log } = await checkRows({ ...common, signal: stop.signal, consent: run.consent });
  resources.defer(() => log.close());
  log.info({ version, input: order.input, plan: settings.plan, account: access.account }, 'the run begins');
  const checked = {
    rows: totals.rows,
    invalid: totals.invalid,
    settled: totals.protectedRows,
    expected: expectToday(totals, database, record, settings.share),
  };
  return await runSession({ ...common, version, access, stop, log, listen, checked });
}

/** Somebody who starts a file again, because its run died, is told of the better way. */
function betterWay(database: DatabaseSync, account: string, digest: string): string[] {
  const twin = unfinishedRunOfSameInput(database, account, digest);
  if (!twin) return [];
  return [
    `Run ${twin.id} of this very file has rows left: \`zoom-provision resume ${twin.id}\` sends only those. This is a new run of all.`,
  ];
}

async function openAccount(
  { settings, access }: RunOrder,
  source: RowSource,
  id: string,
  resources: AsyncDisposableStack,
): Promise<{ readonly access: Access; readonly source: RowSource }> {
  if (settings.simulate) {
    return resources.adopt(await openSimulatedAccount(source, settings.plan, id), (opened) => opened.close());
  }
  if (!access) throw new Error('a run that is not simulated needs to know where Zoom is');
  return { access, source };
}
