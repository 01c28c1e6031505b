import type { Settings } from '../config/options.ts';
import type { GuardLimits } from '../engine/guards.ts';

/** The limits of the guards, as the settings have them. */
export function guardLimits({ maxDeactivate, maxRemove }: Settings): GuardLimits {
  return { deactivate: maxDeactivate, remove: maxRemove };
}
