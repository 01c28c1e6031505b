import { ACTIONS } from '../actions/index.ts';
import type { Settings } from '../config/options.ts';
import { InputTotals } from '../engine/input-totals.ts';
import { Protection } from '../engine/protection.ts';
import type { RowSource } from '../engine/register.ts';
import { refusalOf } from './preview-totals.ts';

/** Why a guard would refuse to run an input; undefined when none would. @param activeUsers of the account */
export async function foretellRefusal(
  source: RowSource,
  settings: Settings,
  activeUsers: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  const totals = new InputTotals(ACTIONS, new Protection(settings.protect), settings.onExists);
  for await (const batch of source.rows(signal)) for (const row of batch) totals.add(row);
  return refusalOf(totals, settings, activeUsers);
}
