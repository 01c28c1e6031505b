import type { RunRequest } from '../config/run-request.ts';
import type { Stop } from '../engine/stop.ts';
import type { Host } from './host.ts';
import { WHILE_CHECKING } from './interrupted.ts';
import { interruptible } from './interruptible.ts';
import { type Progress, progressOf } from './progress.ts';

/**
 * Shows how far something is that sends nothing but questions, and lets signals end it.
 * @throws {Interrupted} when one did
 */
export async function withProgress<Result>(
  { json, quiet }: Pick<RunRequest['settings'], 'json' | 'quiet'>,
  host: Host,
  work: (stop: Stop, progress: Progress) => Promise<Result>,
): Promise<Result> {
  const progress = progressOf(host, quiet);
  try {
    return await interruptible(host, json, (stop) => work(stop, progress), WHILE_CHECKING);
  } finally {
    progress.end();
  }
}
