import { resolveSettings } from '../../src/config/resolve-settings.ts';
import { requestFromCommandLine } from '../../src/config/run-request.ts';
import { restoreRequest, type SaidNow, storeRequest } from '../../src/config/stored-request.ts';

/** The settings of somebody who says nothing. */
export const DEFAULTS = resolveSettings({ commandLine: {}, environment: {} }).settings;

/** What `resume` makes of a run that began with a command line. */
export async function beginAndResume(
  given: string,
  began: Partial<Pick<SaidNow, 'commandLine' | 'environment'>>,
  now: Partial<SaidNow> = {},
) {
  const request = await requestFromCommandLine(given, began.commandLine ?? {}, began.environment ?? {});
  return resumeOf(storeRequest(request), request.input, now);
}

/** What `resume` makes of what the ledger has. */
export function resumeOf(settings: string, recorded: string, now: Partial<SaidNow> = {}) {
  const saidNow = { commandLine: {}, environment: {}, input: undefined, ...now };
  return restoreRequest({ id: 'r-1', settings, input: recorded }, saidNow);
}
