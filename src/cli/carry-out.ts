import type { Host } from './host.ts';
import { reportError } from './report-error.ts';

/**
 * Does a command's work.
 * @param json as it was settled: a job or an env file may have asked for it, too
 * @returns the exit code
 */
export async function carryOut(json: boolean, host: Host, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    return reportError(error, json, host);
  }
}
