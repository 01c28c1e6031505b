import type { Environment } from '../config/credentials.ts';
import type { Settings } from '../config/options.ts';
import { resolveSettings } from '../config/resolve-settings.ts';
import { stateFolder } from '../config/state-folder.ts';

/** The settings and the ledger's folder for a command that works on what is in the ledger. */
export function readLedgerOptions(
  commandLine: Readonly<Record<string, unknown>>,
  environment: Environment,
): { readonly settings: Settings; readonly folder: string } {
  const { settings } = resolveSettings({ commandLine, environment });
  return { settings, folder: stateFolder(settings.state, environment) };
}
