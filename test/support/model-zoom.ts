import { POLICY } from '../../src/core/policy.ts';
import {
  type Call,
  type CallOptions,
  type Reply,
  type ZoomApi,
  ZoomError,
  type ZoomErrorKind,
} from '../../src/core/zoom-api.ts';
import { ENDPOINTS } from '../../src/zoom/endpoints.ts';
import type { ModelAccount } from './model-account.ts';

/** How one session of a run goes. */
export type SessionPlan = {
  /** Of a hundred attempts so many go wrong. */
  readonly noise: number;
  /** What happens at which attempt; the process dies before or after what the request does. */
  readonly end: { readonly kind: 'diesBefore' | 'diesAfter' | 'stops'; readonly attempt: number } | undefined;
};

export type ModelZoomOptions = {
  readonly account: ModelAccount;
  readonly plan: SessionPlan;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** The time, which goes on with every look at it. */
  readonly clock: { now: number };
  /** Creates of which nobody knows whether they took effect, by address; outlives the session. */
  readonly inDoubt: Set<string>;
  /** What must never happen; outlives the session. */
  readonly violations: string[];
  readonly onStop: () => void;
  readonly onDeath: () => void;
};

const FAULTS = ['ratePerSecond', 'reset', 'timeout', 'server', 'unreachable', 'rateDaily'] as const;
const TRIES = 3;

/** The account behind a network and a client that keep the contract of `ZoomApi`, with faults by chance. */
export class ModelZoom implements ZoomApi {
  readonly #options: ModelZoomOptions;
  readonly #underWay = new Set<string>();
  #attempts = 0;
  #isDead = false;

  constructor(options: ModelZoomOptions) {
    this.#options = options;
  }

  async call(call: Call, { signal, beforeAttempt, afterAttempt }: CallOptions): Promise<Reply> {
    const { label, repeatable } = ENDPOINTS[call.endpoint];
    let doubtSince: number | undefined;
    for (let tries = 1; ; tries++) {
      await this.#pass();
      signal.throwIfAborted();
      beforeAttempt?.();
      const leftAt = this.#options.clock.now;
      const result = await this.#attempt(call);
      const failed = result instanceof ZoomError ? result : undefined;
      afterAttempt?.({
        endpoint: call.endpoint,
        label,
        status: result.status,
        trackingId: '',
        rateLimit: undefined,
        durationMs: 1,
        pace: { allowed: 80, limit: 80 },
        ...(failed && { error: failed.kind }),
      });
      if (!(result instanceof ZoomError)) return { ...result, resent: doubtSince !== undefined };
      if (POLICY[result.kind].inDoubt) doubtSince ??= leftAt;
      const isLast = POLICY[result.kind].tries === 1 || tries >= TRIES;
      const { settle } = call;
      if (doubtSince !== undefined && settle && (isLast || !repeatable)) {
        const settled = await settle(doubtSince).catch(asDoubt);
        if (settled) return settled;
        if (isLast) throw result;
      } else if (isLast) {
        throw doubtSince === undefined || result.kind === 'server' ? result : result.with({ inDoubt: true });
      }
    }
  }

  /** One request: it reaches the account or not, and its answer comes back or not. */
  async #attempt(call: Call): Promise<Reply | ZoomError> {
    const { account, clock, random, plan, onStop } = this.#options;
    const end = this.#attempts++ === plan.end?.attempt ? plan.end.kind : undefined;
    if (end === 'stops') onStop();
    const fault = random() * 100 < plan.noise ? FAULTS[Math.floor(random() * FAULTS.length)] : undefined;
    const isLost = fault !== undefined && POLICY[fault].inDoubt;
    const done = this.#watch(call, end === undefined ? isLost : end !== 'stops');
    try {
      if (end === 'diesBefore') return await this.#die();
      const arrives = fault === undefined || end === 'diesAfter' || (isLost && random() < 0.5);
      const answer = arrives ? attempt(() => account.answer(call, clock.now)) : undefined;
      if (end === 'diesAfter') return await this.#die();
      await this.#pass();
      return fault === undefined && answer ? answer : failure(fault ?? 'reset');
    } finally {
      done();
    }
  }

  /** Looks whether a request may be sent at all. */
  #watch({ endpoint, user, body }: Call, isInDoubt: boolean): () => void {
    const { account, inDoubt, violations } = this.#options;
    const { email } = (body?.user_info ?? {}) as { email?: string };
    const key = account.find(user ?? email ?? '')?.email ?? user ?? email ?? '';
    if (this.#underWay.has(key)) violations.push(`two requests for ${key} at a time`);
    this.#underWay.add(key);
    if (endpoint === 'createUser') {
      if (inDoubt.has(key)) violations.push(`a create of ${key} was sent again without asking`);
      const { first_name: name } = (body?.user_info ?? {}) as { first_name?: string };
      if (account.find(key)?.madeAs === name) violations.push(`the create of ${key} had gone through`);
      if (isInDoubt) inDoubt.add(key);
    }
    return () => {
      this.#underWay.delete(key);
      if (endpoint === 'getUser' && !isInDoubt) inDoubt.delete(key);
    };
  }

  /** Some time passes, in which others go on. */
  async #pass(): Promise<void> {
    const { clock, random } = this.#options;
    clock.now += Math.floor(random() * 3_000);
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
  const status = { ratePerSecond: 429, rateDaily: 429, server: 502 }[kind as string] ?? 0;
  return new ZoomError({ kind, status, message: `fault: ${kind}` });
}

function asDoubt(error: unknown): never {
  if (error instanceof ZoomError && error.kind !== 'exists') throw error.with({ inDoubt: true });
  throw error;
}
