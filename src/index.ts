/**
 * zoom-provision as a library: the same as the command line does, without a terminal.
 *
 * @example
 * const result = await provision({ input: 'people.csv', plan: 'business', default: { action: 'ssoCreate', type: 'basic' } });
 */
export type { Listener, RunEvent } from './core/events.ts';
export { GuardRefusal } from './core/guard-refusal.ts';
export { defineJob, type Job, type JobRow } from './core/job.ts';
export { Locked } from './core/locked.ts';
export type { Outcome, ResultRow } from './core/outcome.ts';
export type { Problem } from './core/problem.ts';
export type { StopReason } from './core/stop-reason.ts';
export type { Summary } from './core/summary.ts';
export type { ActionName } from './core/task.ts';
export { UsageError } from './core/usage-error.ts';
export type { RunResult } from './runs/finish-run.ts';
export { type LibraryOptions, preview, provision } from './runs/library.ts';
export type { PreviewResult } from './runs/preview.ts';
