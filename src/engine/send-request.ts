import { type Endpoint, endpointOf } from '../core/endpoints.ts';
import type { Permit } from '../core/rate-limiter.ts';
import { utcDay } from '../core/utc-day.ts';
import type { Attempt, PreparedRequest, Reply, ZoomRequest } from '../core/zoom-api.ts';
import { ZoomError } from '../core/zoom-error.ts';
import type { Attempted } from './call-zoom.ts';
import type { Moment } from './clock.ts';
import type { Flight } from './flight.ts';
import type { RunContext } from './run-context.ts';

/** What whoever makes a call keeps in step with its requests. */
export type RequestKeeper = {
  /** The row that the call belongs to; undefined for one of the run as a whole. */
  readonly line: number | undefined;
  /** It takes one of the day's invitations. */
  readonly invites: boolean;
  /** It finds out whether anything gets through, and waits for no outage to end. */
  readonly probes?: true;
  /** A request is about to wait for its permit, and leaves after that. @param at ms since the epoch @param moment the same */
  started(at: number, moment: Moment): Promise<void>;
  /** It did not leave. */
  cancelled(): void;
  /** It has its permit. */
  permitted(): void;
  answered(answer: Reply | ZoomError): void;
};

/** A request that is on record, and the UTC day that it counts for. */
type Started = { readonly endpoint: Endpoint; readonly day: string };

/** What it takes to send a request. */
export type SendContext = {
  readonly services: Pick<
    RunContext['services'],
    'zoom' | 'limiters' | 'quotas' | 'outages' | 'stop' | 'clock' | 'emit'
  >;
  readonly rules: Pick<RunContext['rules'], 'plan'>;
};

/**
 * Sends a call once: not in an outage, on record, let through, sent, understood, and what it means on record again.
 * @param options `first`: before all others of its label, since it was refused for the pace
 */
export async function sendRequest(
  call: ZoomRequest,
  keeper: RequestKeeper,
  context: SendContext,
  options: { readonly first: boolean },
): Promise<Attempted> {
  const { outages, stop } = context.services;
  const { endpoint, user } = call;
  const departure = { endpoint, user, line: keeper.line, isProbe: keeper.probes === true };
  for (;;) {
    const flight = await outages.pass(departure, stop.signal);
    try {
      const attempted = await attempt(call, keeper, flight, context, options);
      if (attempted) return attempted;
    } finally {
      flight.end();
    }
  }
}

/** Undefined when nothing left, since an outage has begun meanwhile. */
async function attempt(
  call: ZoomRequest,
  keeper: RequestKeeper,
  flight: Flight,
  context: SendContext,
  options: { readonly first: boolean },
): Promise<Attempted | undefined> {
  const { clock, quotas } = context.services;
  const endpoint = endpointOf(call.endpoint);
  while (flight.mayLeave) {
    const request = await prepare(call, flight, context);
    // Not later than what is taken of the day: the next session goes by it when this one dies.
    const at = clock.now();
    const moment = clock.moment();
    const started = { endpoint, day: await quotas.take(endpoint.label) };
    await keeper.started(at, moment);
    const permit = await permitFor(request, started, keeper, flight, context, options);
    if (!permit) continue;
    keeper.permitted();
    const sent = { at: clock.now(), moment: clock.moment() };
    let mayLeave = true;
    const answer = await request.send(() => {
      sent.at = clock.now();
      sent.moment = clock.moment();
      mayLeave = permit.sent();
      return mayLeave;
    });
    // When it never left, its permit is over all the same.
    permit.cancel();
    if (!mayLeave) {
      await takeBack(keeper, started, context);
      continue;
    }
    observe(call, keeper, permit, answer, sent.at, context);
    keeper.answered(answer);
    flight.answered(answer, sent.at);
    await learnQuotas(keeper, started, answer, context);
    return { answer, sentAt: sent.moment, wasHit: flight.wasHit(sent.at) };
  }
  return undefined;
}

/** @throws {ZoomError} when there is no token, and the signal's reason */
async function prepare(
  call: ZoomRequest,
  flight: Flight,
  { services: { zoom, stop, clock } }: SendContext,
): Promise<PreparedRequest> {
  const at = clock.now();
  try {
    return await zoom.prepare(call, stop.signal);
  } catch (error) {
    if (error instanceof ZoomError) flight.answered(error, at);
    throw error;
  }
}

/** Undefined when the request cannot leave as it is: it got too old while it waited, its day is over, or an outage has begun. */
async function permitFor(
  request: PreparedRequest,
  started: Started,
  keeper: RequestKeeper,
  flight: Flight,
  context: SendContext,
  options: { readonly first: boolean },
): Promise<Permit | undefined> {
  const { limiters, stop, clock } = context.services;
  const { endpoint, day } = started;
  try {
    const permit = await limiters[endpoint.label].acquire(stop.signal, options);
    if (!request.isStale && day === utcDay(clock.zoomNow()) && flight.mayLeave) return permit;
    permit.cancel();
  } catch (error) {
    await takeBack(keeper, started, context);
    throw error;
  }
  await takeBack(keeper, started, context);
  return undefined;
}

/** It did not leave. */
async function takeBack(
  keeper: RequestKeeper,
  { endpoint, day }: Started,
  { services }: SendContext,
): Promise<void> {
  keeper.cancelled();
  await services.quotas.giveBack(endpoint.label, day);
}

/** The limiter learns from the answer, and whoever listens hears of it. */
function observe(
  { endpoint }: ZoomRequest,
  { line, probes }: RequestKeeper,
  permit: Permit,
  answer: Reply | ZoomError,
  sentAt: number,
  { services, rules }: SendContext,
): void {
  const { limiters, emit, clock } = services;
  const { label } = endpointOf(endpoint);
  const { pauseMs, lowerLimit } = limiters[label].observe(permit, answer);
  const attempt: Attempt = {
    endpoint,
    label,
    status: answer.status,
    trackingId: answer.trackingId,
    rateLimit: answer.rateLimit,
    durationMs: clock.now() - sentAt,
    rate: limiters[label].rate,
    ...(probes && { isProbe: probes }),
    ...(answer instanceof ZoomError && { error: answer.kind, ...(answer.inDoubt && { inDoubt: true }) }),
  };
  emit({ type: 'attempt', line, attempt });
  if (pauseMs !== undefined && answer instanceof ZoomError) {
    emit({ type: 'pause', label, waitMs: pauseMs, reason: answer.message });
  }
  if (lowerLimit !== undefined) {
    const { name: plan, perSecond } = rules.plan;
    const notice = { label, perSecond: lowerLimit, plan, planPerSecond: perSecond[label] };
    emit({ type: 'notice', notice: { kind: 'lowerLimit', ...notice } });
  }
}

async function learnQuotas(
  { invites }: RequestKeeper,
  { endpoint: { label }, day }: Started,
  answer: Reply | ZoomError,
  { services: { quotas } }: SendContext,
): Promise<void> {
  if (answer.rateLimit) await quotas.correct(label, invites, day, answer.rateLimit);
  if (!(answer instanceof ZoomError) || answer.status !== 429) return;
  if (answer.kind === 'inviteQuota') await quotas.close('create', day, answer.retryAfterMs);
  if (answer.kind === 'rateDaily') await quotas.close(label, day, answer.retryAfterMs);
}
