import { LABELS } from '../../core/labels.ts';
import type { LimiterUse, LimiterUses } from '../../core/limiter-use.ts';
import { describeCount, describeDuration } from './wording.ts';

/** A shorter time says nothing of a pace: a refusal or two at the very edge do not mean that others are there. */
const LEAST_MS = 1000;
/** Below that part of its limit it was not the label that a run had to wait for. */
const LEAST_USE = 0.5;

/** How near to its limits a run came, label by label, and what held it back; empty when there is nothing to say. */
export function describePace(limiters: LimiterUses): string {
  return LABELS.flatMap((name) => {
    const use = limiters[name];
    if (!use || use.sendingMs < LEAST_MS) return [];
    const perSecond = Math.round(((use.calls - 1) * 10_000) / use.sendingMs) / 10;
    const held = describeHoldups(use);
    if (perSecond < use.limit * LEAST_USE && held === '') return [describeCount(use.calls, `${name} call`)];
    return [`${describeCount(perSecond)} of ${describeCount(use.limit)} ${name} calls a second${held}`];
  }).join('; ');
}

/** Whether others took a part of what the run could take, as it seems. */
export function wasShared(limiters: LimiterUses): boolean {
  return LABELS.some((name) => isSlowed(limiters[name]?.slowedMs));
}

function isSlowed(slowedMs = 0): boolean {
  return slowedMs >= LEAST_MS;
}

function describeHoldups({ slowedMs, pausedMs }: LimiterUse): string {
  const parts = [
    isSlowed(slowedMs) ? `slowed down for ${describeDuration(slowedMs / 1000)}` : '',
    pausedMs > 0 ? `paused for ${describeDuration(pausedMs / 1000)}` : '',
  ].filter(Boolean);
  return parts.length === 0 ? '' : `, ${parts.join(' and ')}`;
}
