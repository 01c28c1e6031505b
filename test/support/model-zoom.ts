import { endpointOf } from '../../src/core/endpoints.ts';
import { POLICY } from '../../src/core/policy.ts';
import type { Observation, Permit, RateLimiter } from '../../src/core/rate-limiter.ts';
import type { PreparedRequest, Reply, ZoomApi, ZoomRequest } from '../../src/core/zoom-api.ts';
import { ZoomError, type ZoomErrorKind } from '../../src/core/zoom-error.ts';
import type { ModelAccount } from './model-account.ts';

/** Ways in which an attempt goes wrong. */
export const FAULTS = [
  'ratePerSecond',
  'concurrent',
  'reset',
  'timeout',
  'server',
  'unreachable',
  'rateDaily',
] as const satisfies ZoomErrorKind[];

/** How one session of a run goes. */
export type SessionPlan = {
  /** Of a hundred attempts so many go wrong, in one of these ways. */
  readonly noise: number;
  readonly faults: readonly (typeof FAULTS)[number][];
  /**
   * What happens at which attempt: the process dies while it waits for its permit, or before or after what the request
   * does; or the run is stopped while it waits, or while it is under way.
   */
  readonly end:
    | {
        readonly kind: 'diesWaiting' | 'diesBefore' | 'diesAfter' | 'stopsWaiting' | 'stops';
        readonly attempt: number;
      }
    | undefined;
};

export type ModelZoomOptions = {
  readonly account: ModelAccount;
  readonly plan: SessionPlan;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** The time, which goes on with every look at it. */
  readonly clock: { now: number };
  /** Users of whom nobody knows whether they were made or removed, by address; outlives the session. */
  readonly inDoubt: Set<string>;
  /** What must never happen; outlives the session. */
  readonly violations: string[];
  readonly onStop: () => void;
  readonly onDeath: () => void;
};

/** The account behind a network, a rate limit and a sign-in that have faults by chance. */
export class ModelZoom implements ZoomApi, RateLimiter {
  readonly rate = { allowed: 80, limit: 80 };
  readonly #options: ModelZoomOptions;
  readonly #underWay = new Set<string>();
  #permits = 0;
  #openPermits = 0;
  #attempts = 0;
  #isDead = false;

  constructor(options: ModelZoomOptions) {
    this.#options = options;
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Permits of which nobody has said whether they were used. */
  get openPermits(): number {
    return this.#openPermits;
  }

  async prepare(request: ZoomRequest, signal: AbortSignal): Promise<PreparedRequest> {
    await this.#pass();
    signal.throwIfAborted();
    const { random, plan } = this.#options;
    return { isStale: random() * 200 < plan.noise, send: (onSent) => this.#send(request, onSent) };
  }

  async acquire(signal: AbortSignal): Promise<Permit> {
    const { plan, onStop } = this.#options;
    const end = this.#permits++ === plan.end?.attempt ? plan.end.kind : undefined;
    if (end === 'diesWaiting') return this.#die();
    if (end === 'stopsWaiting') onStop();
    await this.#pass();
    signal.throwIfAborted();
    this.#openPermits++;
    let isOpen = true;
    const close = () => {
      if (isOpen) this.#openPermits--;
      isOpen = false;
    };
    // Or it has waited for its connection for too long.
    const mayLeave = this.#options.random() * 100 >= plan.noise;
    const sent = () => {
      close();
      return mayLeave;
    };
    return { sent, cancel: close };
  }

  observe(): Observation {
    return {};
  }

  async close(): Promise<void> {}

  /** One request: it reaches the account or not, and its answer comes back or not. */
  async #send(request: ZoomRequest, onSent: () => unknown): Promise<Reply | ZoomError> {
    const { account, clock, random, plan, onStop } = this.#options;
    if (onSent() === false) return failure('unreachable');
    const end = this.#attempts++ === plan.end?.attempt ? plan.end.kind : undefined;
    if (end === 'stops') onStop();
    const isDeath = end === 'diesBefore' || end === 'diesAfter';
    const fault = random() * 100 < plan.noise ? this.#fault() : undefined;
    const isLost = fault !== undefined && POLICY[fault].inDoubt;
    const done = this.#watch(request, isDeath || isLost);
    try {
      if (end === 'diesBefore') return await this.#die();
      const arrives = fault === undefined || end === 'diesAfter' || (isLost && random() < 0.5);
      const answer = arrives ? attempt(() => account.answer(request, clock.now)) : undefined;
      if (end === 'diesAfter') return await this.#die();
      await this.#pass();
      return fault === undefined && answer ? answer : failure(fault ?? 'reset');
    } finally {
      done();
    }
  }

  #fault(): (typeof FAULTS)[number] | undefined {
    const { random, plan } = this.#options;
    return plan.faults[Math.floor(random() * plan.faults.length)];
  }

  /** Looks whether a request may be sent at all. */
  #watch({ endpoint, user, body }: ZoomRequest, isInDoubt: boolean): () => void {
    const { account, inDoubt, violations } = this.#options;
    const { email, first_name: name } = (body?.user_info ?? {}) as { email?: string; first_name?: string };
    // As the model makes its ids.
    const key = (user ?? email ?? '').replace(/^id-/, '').toLowerCase();
    if (this.#underWay.has(key)) violations.push(`two requests for ${key} at a time`);
    this.#underWay.add(key);
    if (!endpointOf(endpoint).repeatable) {
      if (inDoubt.has(key)) violations.push(`${endpoint} of ${key} was sent again without asking`);
      if (isInDoubt) inDoubt.add(key);
    }
    if (endpoint === 'createUser' && account.find(key)?.madeAs === name) {
      violations.push(`the create of ${key} had gone through`);
    }
    return () => {
      this.#underWay.delete(key);
      if (endpoint === 'getUser' && !isInDoubt) inDoubt.delete(key);
    };
  }

  /** Some time passes, in which others go on. */
  async #pass(): Promise<void> {
    const { clock, random } = this.#options;
    // None passes between a permit and its request.
    if (this.#openPermits === 0) clock.now += Math.floor(random() * 3_000);
    for (let turns = Math.floor(random() * 4); turns >= 0; turns--) await undefined;
    if (this.#isDead) await NEVER;
  }

  /** The process is gone: nothing of it goes on. */
  #die(): Promise<never> {
    this.#isDead = true;
    this.#options.onDeath();
    return NEVER;
  }
}

const NEVER = new Promise<never>(() => undefined);

function attempt(work: () => Reply): Reply | ZoomError {
  try {
    return work();
  } catch (error) {
    if (error instanceof ZoomError) return error;
    throw error;
  }
}

function failure(kind: ZoomErrorKind): ZoomError {
  const statuses: Partial<Record<ZoomErrorKind, number>> = {
    ratePerSecond: 429,
    concurrent: 429,
    rateDaily: 429,
    server: 502,
  };
  return new ZoomError({ kind, status: statuses[kind] ?? 0, message: `fault: ${kind}` });
}
