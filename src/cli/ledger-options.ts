import type { Environment } from '../config/environment.ts';
import type { Settings } from '../config/options.ts';
import { resolveSettings } from '../config/resolve-settings.ts';
import { stateFolder } from '../config/state-folder.ts';

export { withLedger } from '../runs/open-ledger.ts';

export type LedgerOptions = {
  readonly settings: Settings;
  /** What was given, wherever. */
  readonly given: Readonly<Record<string, unknown>>;
  readonly folder: string;
  /** With what an env file adds to it. */
  readonly environment: Environment;
};

/** The settings and the ledger's folder for a command that works on what is in the ledger. */
export function readLedgerOptions(
  commandLine: Readonly<Record<string, unknown>>,
  outer: Environment,
): LedgerOptions {
  const { settings, given, environment } = resolveSettings({ commandLine, environment: outer });
  return { settings, given, folder: stateFolder(settings.state, environment), environment };
}
