import type { RunEvent } from '../core/events.ts';
import type { LaneUse, LaneUses } from '../core/lane-use.ts';
import { LANES, type LaneName } from '../core/lanes.ts';

type Watched = {
  calls: number;
  limit: number;
  /** Of the last call; undefined when nothing could be sent since. */
  lastAt: number | undefined;
  sendingMs: number;
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
      const watched = this.#of(lane);
      watched.calls++;
      watched.limit = pace.limit;
      const sinceLastMs = now - (watched.lastAt ?? now);
      watched.sendingMs += sinceLastMs;
      if (pace.allowed < pace.limit) watched.slowedMs += sinceLastMs;
      watched.lastAt = now;
    } else if (event.type === 'pause') {
      const watched = this.#of(event.lane);
      const until = now + event.waitMs;
      watched.pausedMs += Math.max(0, until - Math.max(now, watched.pausedUntil));
      watched.pausedUntil = Math.max(until, watched.pausedUntil);
    } else if (event.type === 'waiting') {
      for (const watched of this.#lanes.values()) watched.lastAt = undefined;
    }
  }

  get uses(): LaneUses {
    const used = LANES.flatMap((name) => {
      const watched = this.#lanes.get(name);
      return watched ? [[name, useOf(watched)] as const] : [];
    });
    return Object.fromEntries(used);
  }

  #of(lane: LaneName): Watched {
    const known = this.#lanes.get(lane);
    if (known) return known;
    const made = { ...UNUSED };
    this.#lanes.set(lane, made);
    return made;
  }
}

const UNUSED: Watched = {
  calls: 0,
  limit: 0,
  lastAt: undefined,
  sendingMs: 0,
  slowedMs: 0,
  pausedMs: 0,
  pausedUntil: 0,
};

/** In whole milliseconds, as the ledger has it. */
function useOf({ calls, limit, sendingMs, slowedMs, pausedMs }: Watched): LaneUse {
  return {
    calls,
    limit,
    sendingMs: Math.round(sendingMs),
    slowedMs: Math.round(slowedMs),
    pausedMs: Math.round(pausedMs),
  };
}
