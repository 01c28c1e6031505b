import type { ActionContext, Call, CallResult, OnExists } from '../core/action.ts';
import { type Endpoint, endpointOf } from '../core/endpoints.ts';
import type { RowState } from '../core/ledger.ts';
import { POLICY } from '../core/policy.ts';
import type { Permit } from '../core/rate-limiter.ts';
import type { Task } from '../core/task.ts';
import { utcDay } from '../core/utc-day.ts';
import type { Attempt, PreparedRequest, Reply } from '../core/zoom-api.ts';
import { ZoomError } from '../core/zoom-error.ts';
import { type Attempted, callZoom } from './call-zoom.ts';
import {
  type DoubtEvent,
  type DoubtState,
  isUnsettled,
  mayHaveTakenEffect,
  nextDoubt,
  wasLost,
} from './doubt.ts';
import { InvitationReservation } from './invitation-reservation.ts';
import type { RunContext } from './run-context.ts';

/** A request that is on record, and what it took of the day. */
type Started = { readonly endpoint: Endpoint; readonly day: string };

/** The calls of one row: keeps the ledger one step ahead of them and remembers what the report wants to know. */
export class RowCall implements ActionContext {
  readonly onExists: OnExists;
  readonly alreadyCreated: { readonly userId: string } | undefined;
  readonly invited: boolean;
  readonly now: () => number;
  /** When the row's first attempt left, in ms since the epoch. */
  startedAt: number | undefined;
  /** An attempt that changes something has left, in this session or an earlier one. */
  hasSentChange: boolean;
  /** The id of the user whom the row's first call made. */
  createdId: string;
  attempts: number;
  /** The last HTTP status seen of a changing request, 0 when none was. */
  lastStatus = 0;
  trackingId = '';
  readonly #task: Task;
  readonly #context: RunContext;
  readonly #onAcquired: () => void;
  readonly #invitation: InvitationReservation;
  #doubt: DoubtState;

  /**
   * @param invited this program invited the user and has not seen the invitation accepted
   * @param onAcquired called whenever a request of the row gets its permit
   */
  constructor(task: Task, state: RowState, invited: boolean, context: RunContext, onAcquired: () => void) {
    const { services, rules } = context;
    this.#task = task;
    this.#context = context;
    this.#onAcquired = onAcquired;
    this.onExists = rules.onExists;
    this.invited = invited;
    this.now = services.clock.now;
    this.startedAt = state.startedAt;
    this.hasSentChange = state.startedAt !== undefined;
    this.attempts = state.attempts;
    this.createdId = state.created ? state.userId : '';
    this.alreadyCreated = state.created ? { userId: state.userId } : undefined;
    this.#doubt = isLeftInDoubt(state) ? 'inherited' : 'none';
    // What a crash left in doubt was reserved, and still is; a row that failed for good gave it back.
    const takenAt = isLeftInDoubt(state) && state.outcome !== 'failed' ? state.startedAt : undefined;
    this.#invitation = new InvitationReservation(services.quotas, this.now, takenAt);
  }

  /** Something of the row may have taken effect, or may yet, without an answer. */
  get mayHaveTakenEffect(): boolean {
    return mayHaveTakenEffect(this.#doubt);
  }

  /** What an earlier session left in doubt still is. */
  get isUnsettled(): boolean {
    return isUnsettled(this.#doubt);
  }

  isInDoubt(): boolean {
    return wasLost(this.#doubt);
  }

  async call(call: Call): Promise<CallResult> {
    const { label, reads } = endpointOf(call.endpoint);
    const { quotas, clock, stop } = this.#context.services;
    try {
      // Before it waits for its permit: a hundred thousand rows that cannot go today must not wait for one each.
      await quotas.require(label);
      if (this.#isInvitation(call)) await this.#invitation.require();
      return await callZoom(call, () => this.#attempt(call), {
        inheritedSince: this.isUnsettled && !reads ? this.startedAt : undefined,
        onAsked: () => this.#note('ask'),
        clock,
        signal: stop.signal,
      });
    } catch (error) {
      if (this.#isInvitation(call)) await this.#invitation.settle(error, this.mayHaveTakenEffect);
      throw error;
    }
  }

  async recordCreated(userId: string): Promise<void> {
    this.#note('record');
    this.createdId = userId;
    await this.#context.services.rows.markCreated(this.#task.line, userId);
  }

  /** One request: on record, let through, sent, understood, and what it means on record again. */
  async #attempt(call: Call): Promise<Attempted> {
    const { zoom, stop } = this.#context.services;
    for (;;) {
      const request = await zoom.prepare(call, stop.signal);
      const started = await this.#recordStart(call);
      const permit = await this.#permitFor(request, started);
      if (!permit) continue;
      this.#onAcquired();
      let sentAt = this.now();
      const answer = await request.send(() => {
        sentAt = this.now();
        permit.sent();
      });
      // When it never left, its permit is over all the same.
      permit.cancel();
      this.#observe(call, permit, answer, sentAt);
      await this.#recordAnswer(call, started, answer);
      return { answer, sentAt };
    }
  }

  /** Counted and on disk: from here on the request may take effect, whatever becomes of this process. */
  async #recordStart(call: Call): Promise<Started> {
    const { quotas, rows } = this.#context.services;
    const endpoint = endpointOf(call.endpoint);
    // Not later than what is taken of the day: the next session goes by it when this one dies.
    const at = this.now();
    const day = await quotas.take(endpoint.label);
    if (this.#isInvitation(call)) await this.#invitation.take();
    this.attempts++;
    this.startedAt ??= at;
    if (!endpoint.reads) {
      this.hasSentChange = true;
      await rows.start(this.#task.line, this.attempts, at);
      this.#note('send');
    }
    return { endpoint, day };
  }

  /** Undefined when the request has to be prepared again, since it got too old while it waited, or its day is over. */
  async #permitFor(request: PreparedRequest, started: Started): Promise<Permit | undefined> {
    const { limiters, stop } = this.#context.services;
    try {
      const permit = await limiters[started.endpoint.label].acquire(stop.signal);
      if (!request.isStale && started.day === utcDay(this.now())) return permit;
      permit.cancel();
    } catch (error) {
      await this.#recordCancel(started);
      throw error;
    }
    await this.#recordCancel(started);
    return undefined;
  }

  /** The request that is on record did not leave. */
  async #recordCancel({ endpoint, day }: Started): Promise<void> {
    this.attempts--;
    if (!endpoint.reads) this.#note('cancel');
    await this.#context.services.quotas.giveBack(endpoint.label, day);
  }

  /** The limiter learns from the answer, and whoever listens hears of it. */
  #observe(call: Call, permit: Permit, answer: Reply | ZoomError, sentAt: number): void {
    const { limiters, emit } = this.#context.services;
    const { label } = endpointOf(call.endpoint);
    const { pauseMs, lowerLimit } = limiters[label].observe(permit, answer);
    const attempt: Attempt = {
      endpoint: call.endpoint,
      label,
      status: answer.status,
      trackingId: answer.trackingId,
      rateLimit: answer.rateLimit,
      durationMs: this.now() - sentAt,
      rate: limiters[label].rate,
      ...(answer instanceof ZoomError && { error: answer.kind, ...(answer.inDoubt && { inDoubt: true }) }),
    };
    emit({ type: 'attempt', line: this.#task.line, attempt });
    if (pauseMs !== undefined && answer instanceof ZoomError) {
      emit({ type: 'pause', label, waitMs: pauseMs, reason: answer.message });
    }
    if (lowerLimit !== undefined) {
      const { name: plan, perSecond } = this.#context.rules.plan;
      const notice = { label, perSecond: lowerLimit, plan, planPerSecond: perSecond[label] };
      emit({ type: 'notice', notice: { kind: 'lowerLimit', ...notice } });
    }
  }

  async #recordAnswer(call: Call, { endpoint, day }: Started, answer: Reply | ZoomError): Promise<void> {
    const { quotas } = this.#context.services;
    if (answer.trackingId) this.trackingId = answer.trackingId;
    if (!endpoint.reads) {
      if (answer.status !== 0) this.lastStatus = answer.status;
      this.#note(eventOf(answer));
    }
    if (answer.rateLimit)
      await quotas.correct(endpoint.label, this.#isInvitation(call), day, answer.rateLimit);
    if (!(answer instanceof ZoomError) || answer.status !== 429) return;
    if (answer.kind === 'inviteQuota') await quotas.close('create', day, answer.retryAfterMs);
    if (answer.kind === 'rateDaily') await quotas.close(endpoint.label, day, answer.retryAfterMs);
  }

  #note(event: DoubtEvent): void {
    this.#doubt = nextDoubt(this.#doubt, event);
  }

  #isInvitation({ endpoint }: Call): boolean {
    return endpoint === 'createUser' && this.#context.rules.actions[this.#task.action].invites;
  }
}

/** An earlier session sent it and does not know what came of it. */
function isLeftInDoubt({ state, outcome, startedAt }: RowState): boolean {
  return startedAt !== undefined && (state === 'started' || outcome === 'unknown' || outcome === 'failed');
}

function eventOf(answer: Reply | ZoomError): DoubtEvent {
  if (!(answer instanceof ZoomError)) return 'answer';
  const { inDoubt, next } = POLICY[answer.kind];
  if (inDoubt || answer.inDoubt) return 'lose';
  return next === 'giveUp' ? 'answer' : 'refuse';
}
