/**
 * zoom-provision as a library: the same as the command line does, without a terminal.
 *
 * @example
 * const report = await provision({ input: 'people.csv', plan: 'business', default: { action: 'ssoCreate', type: 'basic' } });
 */
export { defineJob, type Job, type JobOptions } from './config/job.ts';
export { Aborted } from './core/aborted.ts';
export type { Listener, RunEvent } from './core/events.ts';
export { GuardRefusal } from './core/guard-refusal.ts';
export { Locked } from './core/locked.ts';
export type { Problem } from './core/problem.ts';
export type { Reason, Warning } from './core/reason.ts';
export type { ResultRow } from './core/result-row.ts';
export type { StopReason } from './core/stop-reason.ts';
export type { Summary } from './core/summary.ts';
export { UsageError } from './core/usage-error.ts';
export type { ActionName, Outcome } from './core/vocabulary.ts';
export { ZoomProvisionError } from './core/zoom-provision-error.ts';
export type { ColumnName } from './fields/column-name.ts';
export type { JobRow } from './input/job-row.ts';
export { describeMessage } from './report/describe-reason.ts';
export type { EndedRun, Preview, RunReport } from './report/run-report.ts';
export type { AccountQuota } from './runs/account-quotas.ts';
export {
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
