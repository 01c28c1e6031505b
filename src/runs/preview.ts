import path from 'node:path';
import { PROFILE_FIELDS } from '../actions/field-lists.ts';
import { ACTIONS } from '../actions/index.ts';
import type { Environment } from '../config/credentials.ts';
import { inputOptions } from '../config/input-options.ts';
import type { Order } from '../config/load-job.ts';
import type { Settings } from '../config/options.ts';
import { stateFolder } from '../config/state-folder.ts';
import { GuardRefusal } from '../core/guard-refusal.ts';
import type { ResultRow } from '../core/outcome.ts';
import type { Summary } from '../core/summary.ts';
import type { Task } from '../core/task.ts';
import { shareOf } from '../engine/day-quotas.ts';
import { CreateCalendar, forecast } from '../engine/forecast.ts';
import { guardDeactivations } from '../engine/guards.ts';
import { InputTotals } from '../engine/input-totals.ts';
import { preview } from '../engine/preview-rows.ts';
import { Protection } from '../engine/protection.ts';
import { openInput } from '../input/open-input.ts';
import { writeResultsCsv } from '../report/results-csv.ts';
import { Tally, writeSummary } from '../report/summary.ts';
import type { PreviewContext, PreviewTotals } from '../report/terminal/describe-preview.ts';
import { ENDPOINTS } from '../zoom/endpoints.ts';
import { PLANS } from '../zoom/plans.ts';
import { makeFolder } from './make-folder.ts';
import { newRunId } from './new-run-id.ts';
import { invitationsUsed } from './quota-left.ts';

export type PreviewOrder = {
  readonly order: Order;
  readonly settings: Settings;
  readonly environment: Environment;
  readonly stdin: NodeJS.ReadableStream;
  readonly signal: AbortSignal;
};

export type PreviewResult = {
  readonly summary: Summary;
  readonly totals: PreviewTotals;
  readonly context: PreviewContext;
  /** Sentences about the input as a whole. */
  readonly warnings: readonly string[];
  /** Why a guard would refuse the run. */
  readonly refusal: string | undefined;
};

type Problems = PreviewContext['problems'];

const PROBLEMS_KEPT = 20;
const ROW_WARNINGS_KEPT = 20;

/**
 * Reads and checks an input, sends nothing, and writes a report of what a run would do.
 * @throws {UsageError} when the input or a setting cannot be used
 */
export async function previewInput({
  order,
  settings,
  environment,
  stdin,
  signal,
}: PreviewOrder): Promise<PreviewResult> {
  await using resources = new AsyncDisposableStack();
  const startedAt = Date.now();
  const id = `preview-${newRunId(startedAt)}`;
  const plan = PLANS[settings.plan];
  const input = resources.adopt(await openInput(inputOptions(order, settings, stdin, signal)), (opened) =>
    opened.close(),
  );
  const outDir = path.resolve(settings.out ?? path.join('reports', id));
  makeFolder(outDir);

  const protection = new Protection(settings.protect);
  const totals = new InputTotals(ACTIONS, protection);
  const perDay = shareOf(plan.createsPerDay, settings.share);
  const folder = stateFolder(settings.state, environment);
  const used = settings.simulate ? 0 : invitationsUsed(folder, environment, perDay, startedAt);
  const calendar = new CreateCalendar(perDay, perDay - used, startedAt);
  const first: Problems['first'][number][] = [];
  const tally = new Tally();
  let awaitingInvitation = 0;
  const results = preview({
    source: input,
    actions: ACTIONS,
    protection,
    calendar,
    totals,
    signal,
    awaitsInvitation,
    onAwaiting: () => awaitingInvitation++,
    onInvalid: (row) => {
      if (first.length < PROBLEMS_KEPT) first.push(row);
    },
  });
  await writeResultsCsv(path.join(outDir, 'results.csv'), counted(results, tally));

  const summary: Summary = {
    run_id: id,
    status: 'completed',
    input: order.input,
    plan: plan.name,
    started_at: new Date(startedAt).toISOString(),
    finished_at: new Date().toISOString(),
    rows: totals.rows,
    outcomes: tally.outcomes,
    requests: 0,
    retries: 0,
    rate_limited: { per_second: 0, daily: 0, concurrent: 0 },
    requests_per_second: 0,
    resume_after: null,
  };
  await writeSummary(path.join(outDir, 'summary.json'), summary);
  return {
    summary,
    totals: {
      rows: totals.rows,
      valid: totals.valid,
      invalid: totals.invalid,
      warnings: totals.warned,
      byAction: totals.byAction,
      ...forecast(totals.calls, (endpoint) => ENDPOINTS[endpoint].label, plan, settings.share),
      days: calendar.days,
      deactivations: totals.deactivations,
      passwordChanges: totals.passwordChanges,
      users: totals.users,
      protectedRows: totals.protectedRows,
      awaitingInvitation,
    },
    context: {
      input: input.name,
      plan: plan.name,
      share: settings.share,
      yes: settings.yes,
      rowWarnings: tally.warnings(ROW_WARNINGS_KEPT),
      problems: { first, total: totals.invalid },
      outDir,
    },
    warnings: input.warnings,
    refusal: refusalOf(totals, settings),
  };
}

/** A user who was just invited is pending, and Zoom ignores changes of pending users. */
function awaitsInvitation({ action, fields }: Task): boolean {
  return action === 'create' && PROFILE_FIELDS.some((field) => field in fields);
}

async function* counted(batches: AsyncIterable<ResultRow[]>, tally: Tally): AsyncGenerator<ResultRow[]> {
  for await (const batch of batches) {
    for (const result of batch) tally.count(result);
    yield batch;
  }
}

function refusalOf(totals: InputTotals, settings: Settings): string | undefined {
  try {
    guardDeactivations(totals, settings.maxDeactivate);
    return undefined;
  } catch (error) {
    if (error instanceof GuardRefusal) return error.message;
    throw error;
  }
}
