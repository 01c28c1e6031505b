import type { Label } from '../core/labels.ts';
import { POLICY } from '../core/policy.ts';
import {
  type Attempt,
  type Call,
  type CallOptions,
  type Reply,
  type ZoomApi,
  ZoomError,
  type ZoomErrorKind,
} from '../core/zoom-api.ts';
import { orAbort } from '../support/or-abort.ts';
import { redactor } from '../support/redact.ts';
import { sleep } from '../support/sleep.ts';
import { backoffMs } from './backoff.ts';
import { type Clean, classify, type Success } from './classify.ts';
import { type BodyKind, encodeBody } from './encode-body.ts';
import { ENDPOINTS, type Endpoint, endpointPath } from './endpoints.ts';
import type { HttpAnswer } from './exchange.ts';
import type { RateLimiter } from './rate-limiter.ts';
import type { Turn } from './sliding-window.ts';
import type { Token } from './token.ts';
import { type HttpRequest, TransportError } from './transport.ts';

export type ClientOptions = {
  /** Such as `https://api.zoom.us/v2`. */
  readonly apiUrl: string;
  readonly bodyKind: BodyKind;
  readonly userAgent: string;
  readonly limiters: Readonly<Record<Label, RateLimiter>>;
  readonly token: Token;
  readonly send: (request: HttpRequest, abort: AbortSignal, onLeave: () => void) => Promise<HttpAnswer>;
  /** Ends even requests that are under way. */
  readonly abort: AbortSignal;
  readonly now: () => number;
  readonly random: () => number;
  readonly onPause: (label: Label, waitMs: number, reason: string) => void;
  /** The account turned out to have fewer calls a second than its plan should have. */
  readonly onLowerLimit: (label: Label, perSecond: number) => void;
};

/** A request but for the headers that change from attempt to attempt. */
type Prepared = Omit<HttpRequest, 'headers'> & { readonly contentType?: string };

const LONGEST_WAIT_MS = 60_000;

/** Calls Zoom: a token, a turn in the endpoint's label, one request; and what the policy says about the answer. */
export class Client implements ZoomApi {
  readonly #options: ClientOptions;
  #kept: { readonly key: string; readonly clean: Clean } | undefined;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  async call(call: Call, options: CallOptions): Promise<Reply> {
    const endpoint = ENDPOINTS[call.endpoint];
    const request = await this.#request(call, endpoint);
    const failures = new Map<ZoomErrorKind, number>();
    let leftAt = 0;
    let doubtSince: number | undefined;
    const beforeAttempt = () => {
      options.beforeAttempt?.();
      leftAt = this.#options.now();
    };
    for (;;) {
      const result = await this.#attempt(call, endpoint, request, { ...options, beforeAttempt }).catch(
        asZoomError,
      );
      if (!(result instanceof ZoomError)) return { ...result, resent: doubtSince !== undefined };

      const policy = POLICY[result.kind];
      const count = (failures.get(result.kind) ?? 0) + 1;
      failures.set(result.kind, count);
      if (policy.inDoubt || result.inDoubt) doubtSince ??= leftAt;
      const isLast = policy.next === 'giveUp' || count >= policy.tries;
      const mustAsk =
        doubtSince !== undefined && call.settle !== undefined && (isLast || !endpoint.repeatable);
      if (mustAsk) {
        const settled = await this.#ask(call, result, doubtSince ?? leftAt);
        if (settled) return settled;
      }
      if (isLast) throw mustAsk ? result.with({ inDoubt: false }) : withDoubt(result, [...failures.keys()]);
      await this.#wait(result, count, options.signal);
    }
  }

  /** Waits as the policy says before the next attempt; where the label pauses, the next turn comes after that. */
  async #wait(error: ZoomError, failures: number, signal: AbortSignal): Promise<void> {
    if (POLICY[error.kind].next !== 'backOff') return;
    const waitMs = Math.max(error.retryAfterMs ?? 0, backoffMs(failures, this.#options.random));
    await sleep(Math.min(waitMs, LONGEST_WAIT_MS), signal);
  }

  /** Asks the account what became of an attempt without an answer. */
  async #ask(call: Call, lost: ZoomError, since: number): Promise<Reply | undefined> {
    try {
      return await call.settle?.(since);
    } catch (error) {
      // `exists` is no failure to ask but what the account said: it had the user before.
      if (!(error instanceof ZoomError) || error.kind === 'exists') throw error;
      const message = `${lost.message}; and the account could not be asked what came of it: ${error.message}`;
      throw error.with({ message, inDoubt: true });
    }
  }

  async #request(call: Call, endpoint: Endpoint): Promise<Prepared> {
    const query =
      call.query && Object.keys(call.query).length > 0 ? `?${new URLSearchParams(call.query)}` : '';
    const url = `${this.#options.apiUrl}${endpointPath(endpoint, call.user)}${query}`;
    if (!call.body) return { method: endpoint.method, url };
    return { method: endpoint.method, url, ...(await encodeBody(call.body, this.#options.bodyKind)) };
  }

  /** Takes a token and a turn, sends once and says what came of it. */
  async #attempt(
    call: Call,
    endpoint: Endpoint,
    { contentType, ...request }: Prepared,
    { signal, beforeAttempt, afterAttempt }: CallOptions,
  ): Promise<Success | ZoomError> {
    const { token, limiters, now, onPause, onLowerLimit } = this.#options;
    const label = limiters[endpoint.label];
    const { value, turn } = await this.#turn(label, signal, beforeAttempt);
    let sentAt = now();
    const onLeave = () => {
      sentAt = now();
      turn.leave();
    };
    const headers = {
      authorization: `Bearer ${value}`,
      accept: 'application/json',
      'user-agent': this.#options.userAgent,
      ...(contentType && { 'content-type': contentType }),
    };
    // When it never leaves, its turn is over all the same.
    const result = await this.#send(call, endpoint, { ...request, headers }, onLeave).finally(() =>
      turn.leave(),
    );
    const failed = result instanceof ZoomError ? result : undefined;
    const attempt: Attempt = {
      endpoint: call.endpoint,
      label: endpoint.label,
      status: result.status,
      trackingId: result.trackingId,
      rateLimit: result.rateLimit,
      durationMs: now() - sentAt,
      pace: label.pace,
    };
    const { kind: error, inDoubt } = failed ?? {};
    afterAttempt?.({ ...attempt, ...(error && { error }), ...(inDoubt && { inDoubt }) });
    if (failed?.kind === 'ratePerSecond') {
      const { waitMs, lowerLimit } = label.refused(turn, failed);
      if (waitMs !== undefined) onPause(endpoint.label, waitMs, failed.message);
      if (lowerLimit !== undefined) onLowerLimit(endpoint.label, lowerLimit);
    }
    if (result.rateLimit) label.hear(turn, result.rateLimit);
    if (failed?.kind === 'tokenRefused') token.refused(value, failed);
    else if (result.status !== 0) token.accepted();
    return result;
  }

  /** Between a turn and its request there must be nothing that takes time, so there has to be a token before it. */
  async #turn(
    label: RateLimiter,
    signal: AbortSignal,
    beforeAttempt: (() => void) | undefined,
  ): Promise<{ readonly value: string; readonly turn: Turn }> {
    const { token } = this.#options;
    for (;;) {
      let value = await orAbort(token.get(), signal);
      let isStale = false;
      const turn = await label
        .turn(signal, () => {
          const current = token.current();
          isStale = current === undefined;
          if (current === undefined)
            throw new Error('the token expired while the call was waiting for its turn');
          value = current;
          beforeAttempt?.();
        })
        .catch((error: unknown) => {
          if (!isStale) throw error;
          return undefined;
        });
      if (turn) return { value, turn };
    }
  }

  async #send(
    call: Call,
    endpoint: Endpoint,
    request: HttpRequest,
    onLeave: () => void,
  ): Promise<Success | ZoomError> {
    const { send, abort, now } = this.#options;
    try {
      const answer = await send(request, abort, onLeave);
      return classify(answer, endpoint, this.#redactor(call), now());
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      const { kind, status } = error;
      return new ZoomError({ kind, status, message: this.#redactor(call)(error.message) });
    }
  }

  /** Takes the secrets out of texts. Kept as long as the token is, since to make it takes longer than to read an answer. */
  #redactor({ secrets = [] }: Call): Clean {
    const ofToken = this.#options.token.secrets();
    if (secrets.length > 0) return redactor([...secrets, ...ofToken]);
    const key = ofToken.join('\n');
    if (this.#kept?.key !== key) this.#kept = { key, clean: redactor(ofToken) };
    return this.#kept.clean;
  }
}

/** What the token could not do is an answer like any other: an earlier attempt may be in doubt. */
function asZoomError(error: unknown): ZoomError {
  if (error instanceof ZoomError) return error;
  throw error;
}

/** An error after which nobody knows, and nobody was asked, whether an earlier attempt took effect. */
function withDoubt(error: ZoomError, kinds: readonly ZoomErrorKind[]): ZoomError {
  const lost = kinds.filter((kind) => POLICY[kind].inDoubt);
  // Nothing but 5xx is Zoom's own word that it failed.
  const isSaid = error.kind === 'server' && lost.every((kind) => kind === 'server');
  return lost.length === 0 || isSaid ? error : error.with({ inDoubt: true });
}
