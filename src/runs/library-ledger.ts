import type { Environment } from '../config/environment.ts';
import type { JobOptions } from '../config/job.ts';
import type { OptionName, Settings } from '../config/options.ts';
import { checkKeys } from '../config/read-job.ts';
import { resolveSettings } from '../config/resolve-settings.ts';
import { stateFolder } from '../config/state-folder.ts';

/** What a function that works on the ledger was asked for, put together with the environment. */
export type LedgerRequest = {
  readonly settings: Settings;
  readonly folder: string;
  readonly given: Readonly<Record<string, unknown>>;
};

/**
 * @param name of the function, as a message has it
 * @param takes everything that it may be asked for
 * @throws {UsageError} when it was asked for something else, or with a value that cannot be used
 */
export function readLedgerRequest(
  name: string,
  said: JobOptions,
  takes: readonly (OptionName | 'run' | 'input' | 'account')[],
  environment: Environment = {},
): LedgerRequest {
  checkKeys(said, name, takes, "{ state: 'ledger' }");
  const { settings, given, environment: whole } = resolveSettings({ commandLine: said, environment });
  return { settings, given, folder: stateFolder(settings.state, whole) };
}
