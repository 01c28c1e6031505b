import type { RecentCall } from '../../src/zoom/recent-calls.ts';
import type { Rule } from '../support/account-model.ts';

const LEAST_SHARE = 0.02;

/** TCP CUBIC (RFC 9438), fitted to these limits, with a pause after each refusal: what this program did before. */
export function cubic(limit: number): Rule {
  const [kept, growth] = [0.92, 0.08];
  let [ceiling, droppedAt, pausedUntil] = [limit, Number.NEGATIVE_INFINITY, 0];
  const passed: number[] = [];
  const at = (now: number) => {
    const seconds = (now - droppedAt) / 1000;
    if (seconds === Number.POSITIVE_INFINITY) return limit;
    const pace = ceiling + growth * (seconds - Math.cbrt((ceiling * (1 - kept)) / growth)) ** 3;
    return Math.min(limit, Math.max(pace, limit * LEAST_SHARE));
  };
  return {
    gapMs: (now) => 1000 / at(now),
    nextAt: () => pausedUntil,
    sent: (now) => ({ sentAt: now, grantedAt: now, pace: at(now) }),
    passed: ({ sentAt }: RecentCall) => {
      passed.push(sentAt);
    },
    refused: ({ sentAt }: RecentCall, now) => {
      if (sentAt <= droppedAt) return;
      const recent = passed.filter((time) => time > sentAt - 1000).length;
      pausedUntil = now + (now - droppedAt < 2_500 ? 1_100 : 200);
      ceiling = Math.max(Math.min(at(now), recent), limit * LEAST_SHARE);
      droppedAt = now;
    },
  };
}

/** Additive increase, multiplicative decrease: one call a second more every second, and half at a refusal. */
export function additive(limit: number): Rule {
  let [pace, since] = [limit, 0];
  const at = (now: number) => Math.min(limit, pace + (now - since) / 1000);
  return {
    gapMs: (now) => 1000 / at(now),
    nextAt: () => 0,
    sent: (now) => ({ sentAt: now, grantedAt: now, pace: at(now) }),
    passed: () => undefined,
    refused: ({ sentAt }: RecentCall, now) => {
      if (sentAt <= since) return;
      pace = at(now) * 0.5;
      since = now;
    },
  };
}

/** Always the same pace, whatever is refused. */
export function constant(perSecond: number): Rule {
  return {
    gapMs: () => 1000 / perSecond,
    nextAt: () => 0,
    sent: (now) => ({ sentAt: now, grantedAt: now, pace: perSecond }),
    passed: () => undefined,
    refused: () => undefined,
  };
}
