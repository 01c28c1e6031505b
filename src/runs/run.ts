import { inputOptions } from '../config/input-options.ts';
import type { RunRequest } from '../config/run-request.ts';
import { stateFolder } from '../config/state-folder.ts';
import { UsageError } from '../core/usage-error.ts';
import { openInput } from '../input/open-input.ts';
import type { EndedRun } from '../report/run-report.ts';
import { accessOf, tellBeginning } from './access-of.ts';
import { beginRun } from './begin-run.ts';
import { holdAccount } from './hold-account.ts';
import { unusedRunId } from './new-run-id.ts';
import { openLedger } from './open-ledger.ts';
import type { Operator } from './operator.ts';
import { readPlan, refuseOtherPlan } from './plan-check.ts';
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
  return await beginRun({ request, operator, ledger, held, access, source, input, id }, { plan });
}

const LIVE_SENDS_NOTHING =
  '--live shows what a run would do, and sends nothing: write `zoom-provision preview --live`, or add --dry-run.';
