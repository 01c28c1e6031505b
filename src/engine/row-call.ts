import type { ActionContext, Call, CallResult, OnExists } from '../core/action.ts';
import { endpointOf } from '../core/endpoints.ts';
import type { JsonObject } from '../core/json.ts';
import type { RowState } from '../core/ledger-records.ts';
import { POLICY } from '../core/policy.ts';
import { secretsOf, type Task } from '../core/task.ts';
import type { Reply } from '../core/zoom-api.ts';
import { ZoomError } from '../core/zoom-error.ts';
import { callZoom } from './call-zoom.ts';
import type { Moment } from './clock.ts';
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
import { type RequestKeeper, sendRequest } from './send-request.ts';

/** The calls of one row: keeps the ledger one step ahead of them and remembers what the report wants to know. */
export class RowCall implements ActionContext {
  readonly onExists: OnExists;
  readonly alreadyCreated: { readonly userId: string } | undefined;
  mayBePending: boolean;
  readonly hasWaited: boolean;
  known: JsonObject | undefined;
  readonly latestZoomNow: () => number | undefined;
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
  /** When the first attempt left, or was about to, of which nobody knows whether it took effect. */
  #doubtSince: Moment;

  /** @param onAcquired called whenever a request of the row gets its permit */
  constructor(task: Task, state: RowState, context: RunContext, onAcquired: () => void) {
    const { services, rules } = context;
    this.#task = task;
    this.#context = context;
    this.#onAcquired = onAcquired;
    this.onExists = rules.onExists;
    this.mayBePending = state.awaitsInvitation;
    this.hasWaited = state.awaitsInvitation;
    this.latestZoomNow = services.clock.latestZoomNow;
    this.#doubtSince = { zoomTime: state.zoomAt };
    this.startedAt = state.startedAt;
    this.hasSentChange = state.startedAt !== undefined;
    this.attempts = state.attempts;
    this.createdId = state.created ? state.userId : '';
    this.alreadyCreated = state.created ? { userId: state.userId } : undefined;
    this.#doubt = isLeftInDoubt(state) ? 'inherited' : 'none';
    // What a crash left in doubt was reserved, and still is; a row that failed for good gave it back.
    // One whose record was damaged says nothing of attempts, nor of what was reserved for them.
    const hasTaken = isLeftInDoubt(state) && state.outcome !== 'failed' && state.attempts > 0;
    const takenAt = hasTaken ? (state.zoomAt ?? state.startedAt) : undefined;
    this.#invitation = new InvitationReservation(services.quotas, services.clock.zoomNow, takenAt);
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

  async call(asked: Call): Promise<CallResult> {
    const call = { ...asked, secrets: secretsOf(this.#task) };
    const { label, reads } = endpointOf(call.endpoint);
    const { quotas, outages, clock, stop } = this.#context.services;
    try {
      // Before it waits for its permit: a hundred thousand rows that cannot go today must not wait for one each.
      await quotas.require(label);
      if (this.#isInvitation(call)) await this.#invitation.require();
      const keeper = this.#keeperFor(call);
      return await callZoom(call, (options) => sendRequest(call, keeper, this.#context, options), {
        inheritedSince: this.isUnsettled && !reads ? this.#doubtSince : undefined,
        onAsked: () => this.#note('ask'),
        known: () => outages.known(call.endpoint, stop.signal),
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

  #keeperFor(call: Call): RequestKeeper {
    const { reads } = endpointOf(call.endpoint);
    const invites = this.#isInvitation(call);
    return {
      line: this.#task.line,
      invites,
      // Counted and on disk: from here on the request may take effect, whatever becomes of this process.
      started: async (at, moment) => {
        if (invites) await this.#invitation.take();
        this.attempts++;
        this.startedAt ??= at;
        if (reads) return;
        this.hasSentChange = true;
        if (!this.mayHaveTakenEffect) this.#doubtSince = moment;
        const { zoomTime } = this.#doubtSince;
        await this.#context.services.rows.start(this.#task.line, this.attempts, at, zoomTime);
        this.#note('send');
      },
      cancelled: () => {
        this.attempts--;
        if (!reads) this.#note('cancel');
      },
      permitted: this.#onAcquired,
      answered: (answer) => {
        if (answer.trackingId) this.trackingId = answer.trackingId;
        if (reads) return;
        if (answer.status !== 0) this.lastStatus = answer.status;
        this.#note(eventOf(answer));
      },
    };
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
