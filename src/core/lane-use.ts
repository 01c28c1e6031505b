import { LANES, type LaneName } from './lanes.ts';

/** How a lane was used while a run went on. */
export type LaneUse = {
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

/** Only the lanes that were used. */
export type LaneUses = Readonly<Partial<Record<LaneName, LaneUse>>>;

export function addLaneUses(before: LaneUses, now: LaneUses): LaneUses {
  const used = LANES.filter((lane) => before[lane] || now[lane]);
  return Object.fromEntries(used.map((lane) => [lane, sum(before[lane] ?? NONE, now[lane] ?? NONE)]));
}

const NONE: LaneUse = { calls: 0, limit: 0, sendingMs: 0, slowedMs: 0, pausedMs: 0 };

function sum(a: LaneUse, b: LaneUse): LaneUse {
  return {
    calls: a.calls + b.calls,
    limit: b.limit || a.limit,
    sendingMs: a.sendingMs + b.sendingMs,
    slowedMs: a.slowedMs + b.slowedMs,
    pausedMs: a.pausedMs + b.pausedMs,
  };
}
