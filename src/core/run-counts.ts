import { addLimiterUses, type LimiterUses } from './limiter-use.ts';

/** What was counted while a run went on; a resumed run goes on counting. */
export type RunCounts = {
  readonly requests: number;
  readonly retries: number;
  readonly perSecond: number;
  readonly daily: number;
  readonly concurrent: number;
  readonly limiters: LimiterUses;
};

/** Of a run that has sent nothing. */
export const NO_COUNTS: RunCounts = {
  requests: 0,
  retries: 0,
  perSecond: 0,
  daily: 0,
  concurrent: 0,
  limiters: {},
};

export function addRunCounts(before: RunCounts, now: RunCounts): RunCounts {
  return {
    requests: before.requests + now.requests,
    retries: before.retries + now.retries,
    perSecond: before.perSecond + now.perSecond,
    daily: before.daily + now.daily,
    concurrent: before.concurrent + now.concurrent,
    limiters: addLimiterUses(before.limiters, now.limiters),
  };
}
