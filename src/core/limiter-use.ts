import { LABELS, type Label } from './labels.ts';

/** How a label was used while a run went on. */
export type LimiterUse = {
  /** Requests answered, or given up. */
  readonly calls: number;
  /** Calls a second that the run could take, as known last. */
  readonly limit: number;
  /** From the first of them to the last, but for the waiting for a new day. */
  readonly sendingMs: number;
  /** Of that, the time in which the pace was below the run's limit. */
  readonly slowedMs: number;
  /** In which nothing left, because Zoom had refused a call for too many in a second. */
  readonly pausedMs: number;
};

/** Only the limiters that were used. */
export type LimiterUses = Readonly<Partial<Record<Label, LimiterUse>>>;

export function addLimiterUses(before: LimiterUses, now: LimiterUses): LimiterUses {
  const used = LABELS.filter((label) => before[label] || now[label]);
  return Object.fromEntries(used.map((label) => [label, sum(before[label] ?? NONE, now[label] ?? NONE)]));
}

const NONE: LimiterUse = { calls: 0, limit: 0, sendingMs: 0, slowedMs: 0, pausedMs: 0 };

function sum(a: LimiterUse, b: LimiterUse): LimiterUse {
  return {
    calls: a.calls + b.calls,
    limit: b.limit || a.limit,
    sendingMs: a.sendingMs + b.sendingMs,
    slowedMs: a.slowedMs + b.slowedMs,
    pausedMs: a.pausedMs + b.pausedMs,
  };
}
