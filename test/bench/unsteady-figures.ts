import { backAfter, longestGap } from '../support/back-at-limit.ts';
import type { Arrival } from './server.ts';
import { BACK, LIMIT, type UnsteadyCase } from './unsteady-cases.ts';

export type Figures = {
  /** Of what the others left, in %. */
  readonly goodput: number;
  /** Of its calls, in %. */
  readonly refused: number;
  /** What else is told of the case; in seconds, or calls. */
  readonly beside?: number;
};

/** Of a run whose users have numbers from `first` to below `end`, as the server saw it. */
export function figuresOf(
  { stoppedMs = 0, beside }: UnsteadyCase,
  arrivals: readonly Arrival[],
  [first, end]: readonly [number, number],
): Figures {
  const ours = arrivals.filter(({ user }) => {
    const number = Number(/^user(\d+)@/.exec(user)?.[1] ?? Number.NaN);
    return number >= first && number < end;
  });
  const [from = 0, to = 0] = [ours[0]?.at, ours.at(-1)?.at];
  const others = arrivals.filter(({ user }) => user.startsWith('other'));
  const othersPassed = others.filter(({ at, status }) => at >= from && at <= to && status !== 429).length;
  const passedAt = ours.filter(({ status }) => status !== 429).map(({ at }) => at);
  const left = (LIMIT * (to - from - stoppedMs)) / 1000 - othersPassed;
  const known = {
    goodput: (100 * passedAt.length) / left,
    refused: (100 * (ours.length - passedAt.length)) / ours.length,
  };
  if (beside === 'longestGap') return { ...known, beside: longestGap(passedAt) / 1000 };
  if (beside === 'back') {
    return { ...known, beside: backAfter(passedAt, others.at(-1)?.at ?? 0, BACK * LIMIT) / 1000 };
  }
  if (beside === 'most') return { ...known, beside: mostInSecond(ours.map(({ at }) => at)) };
  return known;
}

/** In any 1,000 ms, and so in any second of the clock. */
function mostInSecond(times: readonly number[]): number {
  let oldest = 0;
  return times.reduce((most, at, index) => {
    while (at - (times[oldest] ?? at) >= 1000) oldest++;
    return Math.max(most, index - oldest + 1);
  }, 0);
}
