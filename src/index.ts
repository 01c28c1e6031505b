/**
 * zoom-provision as a library: the same as the command line does, without a terminal.
 *
 * @example
 * const report = await provision({ input: 'people.csv', plan: 'business', default: { action: 'ssoCreate', type: 'basic' } });
 */
export type { Environment } from './config/environment.ts';
export { defineJob, type InputMapping, type Job, type JobOptions } from './config/job.ts';
export { Aborted } from './core/aborted.ts';
export { AccountUnread } from './core/account-unread.ts';
export type { EndpointName } from './core/endpoints.ts';
export type { Listener, RunEvent } from './core/events.ts';
export { GuardRefusal } from './core/guard-refusal.ts';
export type { JsonObject, JsonValue } from './core/json.ts';
export type { Label, PlanName } from './core/labels.ts';
export type { RowCounts, RunRecord } from './core/ledger-records.ts';
export type { LimiterUse, LimiterUses } from './core/limiter-use.ts';
export { Locked } from './core/locked.ts';
export type { Notice } from './core/notice.ts';
export type { Problem } from './core/problem.ts';
export type { Reason, Warning } from './core/reason.ts';
export type { ResultRow } from './core/result-row.ts';
export type { RunCounts } from './core/run-counts.ts';
export type { StopReason } from './core/stop-reason.ts';
export type { RunStatus, Summary } from './core/summary.ts';
export type { SystemFault } from './core/system-fault.ts';
export { UsageError } from './core/usage-error.ts';
export type { ActionName, Outcome } from './core/vocabulary.ts';
export type { Attempt } from './core/zoom-api.ts';
export { ZoomProvisionError } from './core/zoom-provision-error.ts';
export type { ColumnName } from './fields/column-name.ts';
export type { Compute, JobRow } from './input/job-row.ts';
export type { RowObject, RowObjects, RowValue } from './input/row-objects.ts';
export { describeMessage } from './report/describe-reason.ts';
export { describeStop } from './report/describe-stop.ts';
export type { ReasonGroup } from './report/reason-groups.ts';
export type { InvalidRow } from './report/row-tally.ts';
export type { WarningGroup } from './report/row-warnings.ts';
export type { EndedRun, Preview, PreviewTotals, RunReport } from './report/run-report.ts';
export type { AccountQuota } from './runs/account-quotas.ts';
export {
  type LibraryJob,
  preview,
  provision,
  quota,
  type ResumeRequest,
  report,
  resume,
  runs,
  simulate,
} from './runs/library.ts';
export type { LibraryOptions } from './runs/library-operator.ts';
export type { RunOverview } from './runs/open-runs.ts';
export type { Logger } from './runs/own-parts.ts';
export type { Run } from './runs/run-handle.ts';
export type {
  Fault,
  JournalEntry,
  SeedUser,
  SimulatedUser,
  Simulator,
  SimulatorOptions,
  Stats,
} from './simulator/simulator.ts';
export type { TokenProvider } from './zoom/token.ts';
export type { Dispatcher } from './zoom/transport.ts';
