import { ACTIONS } from '../actions/index.ts';
import { readAccess } from '../config/credentials.ts';
import { doubtsOfEnvFile } from '../config/env-file.ts';
import type { Environment } from '../config/environment.ts';
import { inputOptions } from '../config/input-options.ts';
import type { RunRequest } from '../config/run-request.ts';
import { stateFolder } from '../config/state-folder.ts';
import { readVersion } from '../config/version.ts';
import { PLANS } from '../core/plans.ts';
import { SystemFailure } from '../core/system-failure.ts';
import { UsageError } from '../core/usage-error.ts';
import { quotaPerDay } from '../engine/day-quotas.ts';
import { CreateCalendar } from '../engine/forecast.ts';
import { InputTotals } from '../engine/input-totals.ts';
import { previewRows } from '../engine/preview-rows.ts';
import { Protection } from '../engine/protection.ts';
import { openInput } from '../input/open-input.ts';
import { csvStyle } from '../report/csv/csv-style.ts';
import { previewPage } from '../report/html/preview-page.ts';
import { RowTally } from '../report/row-tally.ts';
import type { Preview, ToldPreview } from '../report/run-report.ts';
import { summarizePreview } from '../report/summarize.ts';
import { againOf } from './input-again.ts';
import { openLivePreview } from './live-preview.ts';
import { newRunId } from './new-run-id.ts';
import { hasLedger, openLedger } from './open-ledger.ts';
import type { Operator } from './operator.ts';
import type { OwnParts } from './own-parts.ts';
import { previewFolder } from './preview-folder.ts';
import { previewTotals, refusalOf } from './preview-totals.ts';
import { quotaLeft } from './quota-left.ts';
import { ReportFiles } from './report-files.ts';
import { warnOfUnmet } from './warn-of-unmet.ts';

/**
 * Reads and checks an input, changes nothing, and writes a report of what a run would do; with `--live` by what the account has.
 * @throws {UsageError} when the input or a setting cannot be used, {AccountUnread} when the account cannot be read
 */
export async function preview(
  request: RunRequest,
  { stdin, stop, listen, own }: Pick<Operator, 'stdin' | 'stop' | 'listen' | 'own'>,
): Promise<Preview> {
  const { settings } = request;
  const { signal } = stop;
  await using resources = new AsyncDisposableStack();
  const startedAt = Date.now();
  const id = `preview-${newRunId(startedAt)}`;
  const plan = PLANS[settings.plan];
  const input = resources.adopt(await openInput(inputOptions(request, stdin, signal)), (opened) =>
    opened.close(),
  );
  for (const text of doubtsOfEnvFile(settings.envFile)) {
    listen({ type: 'notice', notice: { kind: 'environment', text } });
  }
  for (const text of input.warnings) listen({ type: 'notice', notice: { kind: 'input', text } });
  const outDir = own?.files === false ? undefined : previewFolder(settings.out, id, listen);
  await using files = await ReportFiles.open(outDir, own ?? {}, {
    style: csvStyle(settings.reportFormat, input.delimiter),
    again: async () => againOf(input, signal),
  });

  const protection = new Protection(settings.protect);
  const totals = new InputTotals(ACTIONS, protection, settings.onExists);
  const perDay = quotaPerDay(plan, 'create', settings.share);
  const left = (await leftToday(request, startedAt, own)) ?? perDay;
  const calendar = new CreateCalendar(perDay, left, startedAt);
  const tally = new RowTally();
  const live =
    settings.live === undefined
      ? undefined
      : await openLivePreview(request, input, id, { stop, listen, ...(own && { own }) }, resources);
  const rows = live
    ? live.rows(totals, { protection, calendar })
    : previewRows(input, totals, { actions: ACTIONS, protection, calendar }, signal);
  for await (const batch of rows) {
    const groups = tally.addPreviewed(batch);
    await files.write(
      batch,
      batch.map(({ reason }, at) => (reason?.kind === 'foreseen' ? reason.what : groups[at])),
    );
  }
  warnOfUnmet(totals, listen);

  const previewed = {
    id,
    input: request.input,
    plan: plan.name,
    startedAt,
    finishedAt: Math.max(startedAt, Date.now()),
  };
  const summary = summarizePreview(previewed, tally, live?.requests);
  const told: ToldPreview = {
    kind: 'preview',
    summary,
    warnings: tally.warnings,
    input: input.name,
    share: settings.share,
    yes: settings.yes,
    totals: previewTotals(totals, calendar, settings),
    invalid: tally.invalid,
    ...(live && { live: live.found }),
    refusal: refusalOf(totals, settings, live?.activeUsers),
  };
  const { byAction, reasons } = tally;
  await files.finish(summary, () => previewPage(told, { byAction, reasons, version: readVersion() }));
  const planFile = await live?.writePlan(files.folder);
  if (files.fault) {
    const failure = new SystemFailure(files.fault);
    // Nobody asked for a folder: the preview is there to be looked at.
    if (settings.out !== undefined) throw failure;
    listen({ type: 'notice', notice: { kind: 'noReport', message: failure.message } });
  }
  const { live: found, ...others } = told;
  return {
    ...others,
    outDir: files.folder,
    withoutPage: files.withoutPage,
    toFix: { rows: tally.toFix, ...files.toFix },
    ...(found && { live: { ...found, planFile } }),
  };
}

/** What is left of today's invitations; undefined where nobody can tell, without credentials or a ledger. */
async function leftToday(
  { settings, environment }: RunRequest,
  now: number,
  own: OwnParts | undefined,
): Promise<number | undefined> {
  const account = settings.simulate ? undefined : accountIn(environment, own);
  const folder = account === undefined ? undefined : ledgerPlace(settings.state, environment);
  if (account === undefined || folder === undefined || !hasLedger(folder)) return undefined;
  const ledger = await openLedger(folder);
  try {
    return await quotaLeft(ledger, account, settings, now);
  } finally {
    await ledger.close();
  }
}

/** Undefined where there is no place for one: a preview needs none. */
function ledgerPlace(given: string | undefined, environment: Environment): string | undefined {
  try {
    return stateFolder(given, environment);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

function accountIn(environment: Environment, own: OwnParts | undefined): string | undefined {
  // A preview asks nobody for a token.
  if (own?.token) return environment.ZOOM_ACCOUNT_ID?.trim() || undefined;
  try {
    return readAccess(environment).account;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
