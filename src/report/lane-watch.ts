import type { RunEvent } from '../core/events.ts';
import type { LaneUse, LaneUses } from '../core/lane-use.ts';
import { LANES, type LaneName } from '../core/lanes.ts';

type Watched = {
  calls: number;
  limit: number;
  readonly firstAt: number;
  lastAt: number;
  slowedMs: number;
  pausedMs: number;
  pausedUntil: number;
};

/** Watches how the lanes are used, from the events of a run. */
export class LaneWatch {
  readonly #lanes = new Map<LaneName, Watched>();

  /** @param now on any clock, in ms */
  follow(event: RunEvent, now: number): void {
    if (event.type === 'attempt') {
      const { lane, pace } = event.attempt;
      const watched = this.#of(lane, now);
      watched.calls++;
      watched.limit = pace.limit;
      if (pace.allowed < pace.limit) watched.slowedMs += now - watched.lastAt;
      watched.lastAt = now;
    } else if (event.type === 'pause') {
      const watched = this.#of(event.lane, now);
      const until = now + event.waitMs;
      watched.pausedMs += Math.max(0, until - Math.max(now, watched.pausedUntil));
      watched.pausedUntil = Math.max(until, watched.pausedUntil);
    }
  }

  get uses(): LaneUses {
    const used = LANES.flatMap((name) => {
      const watched = this.#lanes.get(name);
      return watched ? [[name, useOf(watched)] as const] : [];
    });
    return Object.fromEntries(used);
  }

  #of(lane: LaneName, now: number): Watched {
    const known = this.#lanes.get(lane);
    if (known) return known;
    const made = { calls: 0, limit: 0, firstAt: now, lastAt: now, slowedMs: 0, pausedMs: 0, pausedUntil: 0 };
    this.#lanes.set(lane, made);
    return made;
  }
}

/** In whole milliseconds, as the ledger has it. */
function useOf({ calls, limit, firstAt, lastAt, slowedMs, pausedMs }: Watched): LaneUse {
  return {
    calls,
    limit,
    sendingMs: Math.round(lastAt - firstAt),
    slowedMs: Math.round(slowedMs),
    pausedMs: Math.round(pausedMs),
  };
}
