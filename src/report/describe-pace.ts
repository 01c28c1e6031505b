import type { LaneUse, LaneUses } from '../core/lane-use.ts';
import { LANES } from '../core/lanes.ts';
import { describeCount, describeDuration } from './wording.ts';

/** A shorter time says nothing of a pace. */
const LEAST_MS = 1000;

/** How near to its limits a run came, lane by lane, and what held it back; empty when there is nothing to say. */
export function describePace(lanes: LaneUses): string {
  return LANES.flatMap((name) => {
    const use = lanes[name];
    if (!use || use.sendingMs < LEAST_MS) return [];
    const perSecond = Math.round(((use.calls - 1) * 10_000) / use.sendingMs) / 10;
    const of = `${describeCount(perSecond)} of ${describeCount(use.limit)} ${name} calls a second`;
    return [`${of}${heldBack(use)}`];
  }).join('; ');
}

function heldBack({ slowedMs, pausedMs }: LaneUse): string {
  const parts = [
    slowedMs >= LEAST_MS ? `slowed down for ${describeDuration(slowedMs / 1000)}` : '',
    pausedMs > 0 ? `paused for ${describeDuration(pausedMs / 1000)}` : '',
  ].filter(Boolean);
  return parts.length === 0 ? '' : `, ${parts.join(' and ')}`;
}
