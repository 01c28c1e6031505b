import { AdaptiveRate } from '../../src/zoom/adaptive-rate.ts';
import { Pause } from '../../src/zoom/pause.ts';
import type { RecentCall } from '../../src/zoom/recent-calls.ts';
import { Rhythm } from '../../src/zoom/rhythm.ts';
import { SlidingWindow } from '../../src/zoom/sliding-window.ts';
import { Random } from '../chaos/random.ts';
import { longestGap } from './back-at-limit.ts';

/** Calls of other apps in a step of the model. */
export type Others = (now: number, random: () => number) => number;

export type AccountModel = {
  /** Calls a second, over all apps. */
  readonly limit: number;
  /** Which seconds the account counts; any, where nothing is said. */
  readonly seconds?: 'any' | 'of the clock';
  readonly ms: number;
  readonly seed: number;
  /** From a call to its answer, in ms; half of it on the way there. */
  readonly latencyMs?: readonly [least: number, most: number];
  readonly others?: Others;
  /** The share of calls that is refused by chance. */
  readonly chance?: number;
  /** Runs that do not know of each other. */
  readonly runs?: number;
  /** When the last of them begins. */
  readonly joinsMs?: number;
  /** From when to when the machine of the runs sleeps. */
  readonly asleep?: readonly [from: number, to: number];
};

/** What a run got, from the moment at which all was settled in. */
export type Got = {
  /** Of what the others left, in %. */
  readonly goodput: number;
  /** Of its calls, in %. */
  readonly refused: number;
  /** The longest time in which nothing of it passed, in ms. */
  readonly longestGapMs: number;
  /** When its calls left that passed, in order. */
  readonly passedAt: readonly number[];
};

/** A rule for the pace, as the limiter uses it. */
export type Rule = {
  /** How long after a call that leaves now the next one may. */
  gapMs(now: number): number;
  /** When the next call may leave at the earliest, beside that. */
  nextAt(now: number): number;
  sent(now: number): RecentCall;
  passed(call: RecentCall, now: number): void;
  refused(call: RecentCall, now: number): void;
};

const STEP_MS = 0.5;
/** As the limiter keeps it when all is calm. */
const GUARDED_SECOND_MS = 1020;

/** The rule of the limiter. */
function ourRule(limit: number): Rule {
  const rate = new AdaptiveRate({ ofAccount: limit, share: 1 });
  const pause = new Pause();
  return {
    gapMs: (now) => rate.gapMs(now),
    nextAt: (now) => Math.max(pause.nextAt(now), rate.nextAt(now, 0, [])),
    sent: (now) => {
      const call = rate.sent(now, now);
      pause.sent(call);
      return call;
    },
    passed: (call, now) => {
      rate.passed(call, now);
      pause.passed(call);
    },
    refused: (call, now) => {
      const { isForWantOfRoom } = rate.refused(call, now);
      pause.refused(call, isForWantOfRoom, undefined, now);
    },
  };
}

/**
 * Runs with more calls than they can send, and other apps, at an account that refuses what goes beyond its limit in any
 * second: in virtual time, without a network or an event loop.
 * @returns what each run got
 */
export function playAccount(model: AccountModel, makeRule: (limit: number) => Rule = ourRule): Got[] {
  const { limit, ms, seed, latencyMs: [least, most] = [40, 60], chance = 0, others, runs = 1 } = model;
  const random = new Random(seed);
  const roll = () => random.between(0, 1_000_000) / 1_000_000;
  const account = new Account(limit, model.seconds);
  const events = new Map<number, (() => void)[]>();
  const after = (at: number, what: () => void) => {
    const step = Math.ceil(at / STEP_MS);
    events.set(step, [...(events.get(step) ?? []), what]);
  };
  const [sleepsAt, wakesAt] = model.asleep ?? [ms, ms];
  const playing = Array.from({ length: runs }, (_, run) => {
    const beginsAt = run === runs - 1 ? (model.joinsMs ?? 0) : 0;
    return new Run(limit, beginsAt, makeRule(limit));
  });
  let othersPassed = 0;
  for (let step = 0; step * STEP_MS < ms; step++) {
    const now = step * STEP_MS;
    for (const happen of events.get(step) ?? []) happen();
    events.delete(step);
    const count = others?.(now, roll) ?? 0;
    for (let i = 0; i < count; i++) if (account.admits(now)) othersPassed++;
    const isAsleep = now >= sleepsAt && now < wakesAt;
    for (const run of playing) {
      if (isAsleep || now < run.beginsAt || !run.mayLeave(now)) continue;
      const call = run.send(now);
      const wayMs = random.between(least, most) / 2;
      after(now + wayMs, () => {
        const isRefused = roll() < chance || !account.admits(now + wayMs);
        const answeredAt = now + 2 * wayMs;
        const seenAt = answeredAt >= sleepsAt && answeredAt < wakesAt ? wakesAt : answeredAt;
        after(seenAt, () => run.answer(call, isRefused, seenAt));
      });
    }
  }
  const left = (from: number) => limit * ((ms - from - wakesAt + sleepsAt) / 1000) - othersPassed;
  return playing.map((run) => run.got(left(run.beginsAt), ms));
}

class Account {
  readonly #limit: number;
  readonly #seconds: AccountModel['seconds'];
  readonly #passed: number[] = [];

  constructor(limit: number, seconds: AccountModel['seconds']) {
    this.#limit = limit;
    this.#seconds = seconds;
  }

  admits(at: number): boolean {
    const isOver =
      this.#seconds === 'of the clock'
        ? (time: number) => time < at - (at % 1000)
        : (time: number) => time <= at - 1000;
    while (isOver(this.#passed[0] ?? at)) this.#passed.shift();
    if (this.#passed.length >= this.#limit) return false;
    this.#passed.push(at);
    return true;
  }
}

class Run {
  readonly beginsAt: number;
  readonly #rule: Rule;
  readonly #window: SlidingWindow;
  readonly #rhythm: Rhythm;
  #calls = 0;
  #refused = 0;
  readonly #passedAt: number[] = [];

  constructor(limit: number, beginsAt: number, rule: Rule) {
    this.beginsAt = beginsAt;
    this.#rhythm = new Rhythm(beginsAt);
    this.#rule = rule;
    this.#window = new SlidingWindow(limit);
  }

  mayLeave(now: number): boolean {
    return (
      Math.max(this.#rhythm.nextAt, this.#window.nextAt(GUARDED_SECOND_MS, now), this.#rule.nextAt(now)) <=
      now
    );
  }

  send(now: number): RecentCall {
    this.#calls++;
    this.#rhythm.go(this.#rule.gapMs(now), now);
    const waiting = { grantedAt: now };
    this.#window.reserve(waiting);
    this.#window.leave(waiting, GUARDED_SECOND_MS, now);
    return this.#rule.sent(now);
  }

  answer(call: RecentCall, isRefused: boolean, now: number): void {
    if (isRefused) {
      this.#refused++;
      this.#rule.refused(call, now);
    } else {
      this.#passedAt.push(call.sentAt);
      this.#rule.passed(call, now);
    }
  }

  got(left: number, ms: number): Got {
    const passedAt = this.#passedAt.toSorted((a, b) => a - b);
    return {
      goodput: (100 * passedAt.length) / left,
      refused: (100 * this.#refused) / this.#calls,
      longestGapMs: longestGap([0, ...passedAt, ms]),
      passedAt,
    };
  }
}

/** An app with an even pace. */
export function evenly(perSecond: number, untilMs = Number.POSITIVE_INFINITY): Others {
  let sent = 0;
  return (now) => {
    if (now >= untilMs) return 0;
    const due = Math.floor((now / 1000) * perSecond) + 1;
    const count = due - sent;
    sent = due;
    return count;
  };
}

/** An app whose calls come at random times. */
export function atRandom(perSecond: number): Others {
  const mean = (perSecond * STEP_MS) / 1000;
  return (_now, random) => {
    let count = 0;
    for (let rest = random(); rest > Math.exp(-mean); rest *= random()) count++;
    return count;
  };
}

/** An app that sends so many at once, now and then. */
export function inBursts(calls: number, everyMs: number): Others {
  let next = 700;
  return (now) => {
    if (now < next) return 0;
    next += everyMs;
    return calls;
  };
}
