import type { RunEvent } from '../core/events.ts';
import { LABELS, type Label } from '../core/labels.ts';
import type { LimiterUse, LimiterUses } from '../core/limiter-use.ts';

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

/** Watches how the limiters are used, from the events of a run. */
export class LimiterWatch {
  readonly #limiters = new Map<Label, Watched>();
  /** Since when nothing gets through; undefined while something does. */
  #outageAt: number | undefined;

  /** @param now on any clock, in ms */
  follow(event: RunEvent, now: number): void {
    if (event.type === 'attempt') {
      const { label, rate } = event.attempt;
      const watched = this.#of(label);
      watched.calls++;
      watched.limit = rate.limit;
      if (this.#outageAt !== undefined) return;
      const sinceLastMs = now - (watched.lastAt ?? now);
      watched.sendingMs += sinceLastMs;
      if (rate.allowed < rate.limit) watched.slowedMs += sinceLastMs;
      watched.lastAt = now;
    } else if (event.type === 'pause') {
      const watched = this.#of(event.label);
      const until = now + event.waitMs;
      watched.pausedMs += Math.max(0, until - Math.max(now, watched.pausedUntil));
      watched.pausedUntil = Math.max(until, watched.pausedUntil);
    } else if (event.type === 'waiting') {
      for (const watched of this.#limiters.values()) watched.lastAt = undefined;
    } else if (event.type === 'outage' && event.call === undefined) {
      this.#outageAt = now;
      for (const watched of this.#limiters.values()) watched.lastAt = undefined;
    } else if (event.type === 'stop' || (event.type === 'through' && event.call === undefined)) {
      const outageMs = now - (this.#outageAt ?? now);
      this.#outageAt = undefined;
      for (const watched of this.#limiters.values()) watched.pausedMs += outageMs;
    }
  }

  get uses(): LimiterUses {
    const used = LABELS.flatMap((name) => {
      const watched = this.#limiters.get(name);
      return watched ? [[name, useOf(watched)] as const] : [];
    });
    return Object.fromEntries(used);
  }

  #of(label: Label): Watched {
    const known = this.#limiters.get(label);
    if (known) return known;
    const made = { ...UNUSED };
    this.#limiters.set(label, made);
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
function useOf({ calls, limit, sendingMs, slowedMs, pausedMs }: Watched): LimiterUse {
  return {
    calls,
    limit,
    sendingMs: Math.round(sendingMs),
    slowedMs: Math.round(slowedMs),
    pausedMs: Math.round(pausedMs),
  };
}
