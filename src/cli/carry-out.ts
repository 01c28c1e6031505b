import type { RunRequest } from '../config/run-request.ts';
import type { Host } from './host.ts';
import { reportError } from './report-error.ts';

/** Carries out a request, in which a job or an env file may have asked for JSON, too. @returns the exit code */
export async function carryOut(
  request: RunRequest,
  host: Host,
  command: (request: RunRequest, host: Host) => Promise<number>,
): Promise<number> {
  try {
    return await command(request, host);
  } catch (error) {
    return reportError(error, request.settings.json, host);
  }
}
