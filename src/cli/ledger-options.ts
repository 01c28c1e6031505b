import type { Environment } from '../config/environment.ts';
import type { Settings } from '../config/options.ts';
import { resolveSettings } from '../config/resolve-settings.ts';
import { stateFolder } from '../config/state-folder.ts';
import type { Ledger } from '../core/ledger.ts';
import { openLedger } from '../runs/open-ledger.ts';

export type LedgerOptions = {
  readonly settings: Settings;
  readonly folder: string;
  /** With what an env file adds to it. */
  readonly environment: Environment;
};

/** The settings and the ledger's folder for a command that works on what is in the ledger. */
export function readLedgerOptions(
  commandLine: Readonly<Record<string, unknown>>,
  outer: Environment,
): LedgerOptions {
  const { settings, environment } = resolveSettings({ commandLine, environment: outer });
  return { settings, folder: stateFolder(settings.state, environment), environment };
}

/** Opens the ledger for as long as the work takes. */
export async function withLedger<T>(folder: string, work: (ledger: Ledger) => Promise<T>): Promise<T> {
  const ledger = await openLedger(folder);
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}
