import type { ZoomError } from '../core/zoom-error.ts';
import { orAbort } from '../support/or-abort.ts';
import { sleep } from '../support/sleep.ts';
import type { Clock } from './clock.ts';
import { Gate } from './gate.ts';

const FIRST_PROBE_MS = 1_000;
const LONGEST_BETWEEN_MS = 30_000;
/** What a maintenance page asks for is kept to, within reason: it may be over long before. */
const LONGEST_ASKED_MS = 60_000;
/** A computer that slept while a probe was under way has not waited for so long. */
const LONGEST_PROBE_MS = 120_000;

/** The last probe has so long, however little is left. */
const LEAST_FOR_PROBE_MS = 1_000;

/** Requests that did not get through, one after the other, and none between that did. */
export type Streak = {
  /** When the first of them had come to nothing, in ms on the clock. */
  readonly since: number;
  failures: number;
  /** How long one of them waited for its answer at most while nothing got through, in ms. */
  silentMs: number;
  /** The rows that they were made for. */
  readonly lines: Set<number | undefined>;
  /** The last of them. */
  seen: ZoomError;
};

/** A request that did not get through. */
export type Failure = {
  readonly seen: ZoomError;
  readonly line: number | undefined;
  /** When it left, or tried to, in ms on the clock. */
  readonly sentAt: number;
};

export type OutageRules = {
  readonly clock: Clock;
  /** Ends it, whatever it is at. */
  readonly signal: AbortSignal;
  /** How long it probes before it is over. */
  readonly patienceMs: number;
  /** Whether the streak looks like an outage, so that a probe has to tell. */
  readonly isSuspect: (streak: Streak) => boolean;
  /** Sends one request; what came of it is told as of any other. Never rejects but with the signal's reason. @param count 1, 2, … */
  readonly probe: (count: number, signal: AbortSignal) => Promise<void>;
  readonly onDown: (streak: Streak) => void;
  readonly onThrough: (afterMs: number) => void;
  /** Nothing got through for as long as it was to wait. @returns what all are refused with from now on */
  readonly onOver: (streak: Streak) => unknown;
};

/**
 * Whether something is out: `up`, until a streak is suspect; `suspect`, until a probe tells; `down`, until something gets
 * through; `over` when the patience is at its end. But for `up` requests wait at the gate.
 */
export class Outage<T> {
  readonly gate = new Gate<T>();
  readonly #rules: OutageRules;
  readonly #isFirst: (request: T) => boolean;
  #state: 'up' | 'suspect' | 'down' | 'over' = 'up';
  #streak: Streak | undefined;
  #throughAt = Number.NEGATIVE_INFINITY;
  #refusal: unknown;
  /** Fires when it is no longer suspect or down. */
  #end = new AbortController();
  /** Times in which it was down; the last may go on. */
  readonly #spells: { readonly from: number; to: number }[] = [];

  /** @param isFirst what leaves before the others once it is up again */
  constructor(rules: OutageRules, isFirst: (request: T) => boolean) {
    this.#rules = rules;
    this.#isFirst = isFirst;
  }

  get streak(): Streak | undefined {
    return this.#streak;
  }

  get isDown(): boolean {
    return this.#state === 'down';
  }

  get isOver(): boolean {
    return this.#state === 'over';
  }

  /** What was seen so far says nothing of it. */
  forget(): void {
    if (this.#state === 'up') this.#streak = undefined;
  }

  /** Something got through. @returns whether it was down before */
  through(): boolean {
    const streak = this.#streak;
    const state = this.#state;
    const now = this.#rules.clock.now();
    this.#streak = undefined;
    this.#throughAt = now;
    if (state === 'up' || state === 'over') return false;
    this.#state = 'up';
    this.#end.abort();
    const spell = this.#spells.at(-1);
    if (state === 'down' && spell) spell.to = now;
    // Told first: what leaves now belongs to the time after.
    if (state === 'down' && streak) this.#rules.onThrough(now - streak.since);
    this.gate.open(this.#isFirst);
    return state === 'down';
  }

  /** A request did not get through. @param counts whether it makes the streak longer; else it only shows what is seen */
  failed({ seen, line, sentAt }: Failure, counts: boolean): void {
    if (!counts && !this.#streak) return;
    const now = this.#rules.clock.now();
    this.#streak ??= { since: now, failures: 0, silentMs: 0, lines: new Set(), seen };
    const streak = this.#streak;
    // Many requests wait for one and the same sign-in.
    const isNews = streak.failures === 0 || streak.seen !== seen;
    streak.seen = seen;
    if (!counts || !isNews) return;
    streak.failures++;
    streak.silentMs = Math.max(streak.silentMs, now - Math.max(sentAt, this.#throughAt));
    streak.lines.add(line);
    if (this.#state !== 'up' || !this.#rules.isSuspect(streak)) return;
    this.#state = 'suspect';
    this.#end = new AbortController();
    this.gate.shut();
    void this.#watch(AbortSignal.any([this.#end.signal, this.#rules.signal]));
  }

  /** Resolves when a request may leave; `alone` is one whose answer is waited for. Rejects when none will any more. */
  async pass(request: T, signal: AbortSignal): Promise<'open' | 'alone'> {
    if (this.#state === 'over') throw this.#refusal;
    return this.gate.isShut ? this.gate.wait(request, signal) : 'open';
  }

  /** Resolves when it is known whether a suspect streak is an outage, and that is over. Rejects with the signal's reason. */
  async known(signal: AbortSignal): Promise<void> {
    const { signal: end } = this.#end;
    if (this.#state === 'up' || end.aborted) return;
    await orAbort(new Promise((resolve) => end.addEventListener('abort', resolve, { once: true })), signal);
  }

  /** Whether it was down at some moment between these, in ms on the clock. */
  wasDown(from: number, to: number): boolean {
    return this.#spells.some((spell) => spell.from <= to && spell.to >= from);
  }

  async #watch(ends: AbortSignal): Promise<void> {
    try {
      for (let count = 1, spentMs = 0; ; count++) {
        const napMs = this.#untilProbe(count, spentMs);
        await sleep(napMs, ends);
        // By the plan, not by a clock: a computer that sleeps does not wait.
        spentMs += napMs;
        spentMs += await this.#probe(count, spentMs, ends);
        if (this.#state === 'suspect') this.#declare();
        if (spentMs >= this.#rules.patienceMs) return this.#giveUp();
      }
    } catch (error) {
      if (!ends.aborted) throw error;
    }
  }

  #untilProbe(count: number, spentMs: number): number {
    const { clock, patienceMs } = this.#rules;
    const fullMs = Math.min(FIRST_PROBE_MS * 2 ** (count - 1), LONGEST_BETWEEN_MS);
    const askedMs = Math.min(this.#streak?.seen.retryAfterMs ?? 0, LONGEST_ASKED_MS);
    const napMs = Math.max(askedMs, fullMs * (0.75 + 0.25 * clock.random()));
    // Whether it is an outage at all is found out in any case.
    const leftMs = this.#state === 'suspect' ? Math.max(FIRST_PROBE_MS, patienceMs) : patienceMs - spentMs;
    return Math.max(0, Math.min(napMs, leftMs));
  }

  /** @returns how long it took, in ms, as far as that counts */
  async #probe(count: number, spentMs: number, ends: AbortSignal): Promise<number> {
    const { clock, patienceMs, probe } = this.#rules;
    const began = clock.now();
    const limit = new AbortController();
    const signal = AbortSignal.any([limit.signal, ends]);
    const probed = orAbort(probe(count, signal), signal);
    if (this.#state === 'down') {
      // Somebody who does not answer must not make it wait for longer.
      const late = sleep(Math.max(LEAST_FOR_PROBE_MS, patienceMs - spentMs), signal).catch(() => undefined);
      await Promise.race([probed, late]).finally(() => limit.abort());
    } else {
      await probed;
    }
    ends.throwIfAborted();
    return Math.min(Math.max(0, clock.now() - began), LONGEST_PROBE_MS);
  }

  #declare(): void {
    const streak = this.#streak;
    if (!streak) return;
    this.#state = 'down';
    this.#spells.push({ from: streak.since, to: Number.POSITIVE_INFINITY });
    this.#rules.onDown(streak);
  }

  #giveUp(): void {
    const streak = this.#streak;
    if (!streak) return;
    this.#state = 'over';
    this.#refusal = this.#rules.onOver(streak);
    this.#end.abort();
    this.gate.refuse(this.#refusal);
  }
}
