import path from 'node:path';
import { doubtsOfEnvFile } from '../config/env-file.ts';
import { inputOptions } from '../config/input-options.ts';
import type { RunRequest } from '../config/run-request.ts';
import { stateFolder } from '../config/state-folder.ts';
import { storeRequest } from '../config/stored-request.ts';
import { describeUnread } from '../config/variable-names.ts';
import { readVersion } from '../config/version.ts';
import type { Ledger } from '../core/ledger.ts';
import type { Notice } from '../core/notice.ts';
import { UsageError } from '../core/usage-error.ts';
import { openInput } from '../input/open-input.ts';
import { newSalt, rowDigester } from '../input/rows/row-digester.ts';
import type { EndedRun } from '../report/run-report.ts';
import { accessOf, tellBeginning } from './access-of.ts';
import { checkInput } from './check-input.ts';
import { expectToday } from './expect-today.ts';
import { holdAccount } from './hold-account.ts';
import { unusedRunId } from './new-run-id.ts';
import { openLedger } from './open-ledger.ts';
import { unfinishedRunOfSameInput } from './open-runs.ts';
import type { Operator } from './operator.ts';
import { readPlan, refuseOtherPlan } from './plan-check.ts';
import { quotaLeft } from './quota-left.ts';
import { sendRows } from './send-rows.ts';
import { openSimulatedAccount } from './simulated-account.ts';

/**
 * Runs an input from its first byte to its report.
 * @throws {UsageError} when the input, a setting, the credentials or the ledger cannot be used, {GuardRefusal} when a guard
 *   refuses, {Locked} when another run of the account goes on; in all cases nothing was sent
 */
export async function run(request: RunRequest, operator: Operator): Promise<EndedRun> {
  const { settings, environment } = request;
  const { stop, stdin, listen } = operator;
  if (settings.live !== undefined) throw new UsageError(LIVE_SENDS_NOTHING);
  await using resources = new AsyncDisposableStack();
  const real = settings.simulate ? undefined : await accessOf(environment, operator.own);
  tellBeginning(real, operator);
  if (request.job?.description)
    listen({ type: 'notice', notice: { kind: 'job', text: request.job.description } });
  const folder = stateFolder(settings.state, environment);
  const ledger = resources.adopt(await openLedger(folder), (opened) => opened.close());
  const id = await unusedRunId(ledger, Date.now());
  const input = resources.adopt(await openInput(inputOptions(request, stdin, stop.signal)), (opened) =>
    opened.close(),
  );
  const { access, source } = real
    ? { access: real, source: input }
    : resources.adopt(await openSimulatedAccount(input, settings.plan, id), (its) => its.close());
  const plan = settings.planFile === undefined ? undefined : readPlan(settings.planFile);
  if (plan) {
    const { account } = access;
    refuseOtherPlan(plan, request, { inputDigest: input.digest, account, now: Date.now() });
  }
  const patience = { waitMs: settings.wait ?? 0, signal: stop.signal, listen };
  const held = resources.adopt(await holdAccount(ledger, access.account, patience), (its) => its.release());
  const startedAt = Date.now();

  const notices = [
    ...[...(real ? describeUnread(environment) : []), ...doubtsOfEnvFile(settings.envFile)].map(
      (text): Notice => ({ kind: 'environment', text }),
    ),
    ...input.warnings.map((text): Notice => ({ kind: 'input', text })),
    ...(await betterWay(ledger, held.account, input.digest)),
  ];
  for (const notice of notices) listen({ type: 'notice', notice });
  const salt = newSalt();
  const record = await held.insertRun({
    id,
    input: request.input,
    digest: input.digest,
    salt,
    settings: storeRequest(request, input.delimiter),
    plan: settings.plan,
    version: readVersion(),
    outDir: path.resolve(settings.out ?? path.join('reports', id)),
    startedAt,
  });
  const digester = rowDigester(salt);
  const session = { settings, operator, access, source, input, digester, ledger, held, record };
  const { totals, log, rows, compared } = await checkInput(session, plan);
  resources.defer(() => log.close());
  const left = await quotaLeft(ledger, held.account, settings, startedAt);
  const checked = {
    rows,
    invalid: totals.invalid,
    settled: totals.protectedRows + totals.unchanged,
    expected: expectToday(totals, left),
  };
  return await sendRows({ ...session, isFirst: true }, log, checked, compared?.effort);
}

const LIVE_SENDS_NOTHING =
  '--live shows what a run would do, and sends nothing: write `zoom-provision preview --live`, or add --dry-run.';

/** Somebody who starts a file again, because its run died, is told of the better way. */
async function betterWay(ledger: Ledger, account: string, digest: string): Promise<Notice[]> {
  const unfinished = await unfinishedRunOfSameInput(ledger, account, digest);
  return unfinished ? [{ kind: 'unfinishedRun', runId: unfinished.id }] : [];
}
