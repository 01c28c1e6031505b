import type { Listener } from '../core/events.ts';
import type { InputTotals } from '../engine/input-totals.ts';

/** A guard that guards nobody in the file may be a typing error. */
export function warnOfUnmet({ protectsNobody: patterns, byIdAlone }: InputTotals, listen: Listener): void {
  if (patterns.length === 0) return;
  listen({ type: 'notice', notice: { kind: 'protectsNobody', patterns, byIdAlone } });
}
