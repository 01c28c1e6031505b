import type { Call, CallResult } from '../core/action.ts';
import { endpointOf } from '../core/endpoints.ts';
import { POLICY } from '../core/policy.ts';
import type { Reply } from '../core/zoom-api.ts';
import { ZoomError, type ZoomErrorKind } from '../core/zoom-error.ts';
import { backoffMs } from '../support/backoff.ts';
import { sleep } from '../support/sleep.ts';
import type { Clock, Moment } from './clock.ts';

const LONGEST_WAIT_MS = 60_000;

/** One attempt of a call: the answer, and when the request left. */
export type Attempted = {
  readonly answer: Reply | ZoomError;
  readonly sentAt: Moment;
  /** Whether it was under way in an outage, as far as that is known by now. */
  readonly wasHit: () => boolean;
};

export type CallRules = {
  /** An earlier session sent this at that moment and got no answer. */
  readonly inheritedSince: Moment | undefined;
  /** The account was asked about that, and shows no effect. */
  readonly onAsked: () => void;
  /** Resolves when nobody suspects an outage any more that this call would meet. */
  readonly known: () => Promise<void>;
  readonly clock: Clock;
  /** Ends waits. */
  readonly signal: AbortSignal;
};

/**
 * Makes a call, with as many attempts as the policy allows; those that met an outage are not counted. What got no answer is
 * settled by asking the account, and never sent again blindly where that would do something twice.
 * @throws {ZoomError} when it did not succeed; whatever `attempt` throws beside that
 */
export async function callZoom(
  call: Call,
  attempt: (options: { readonly first: boolean }) => Promise<Attempted>,
  { inheritedSince, onAsked, known, clock, signal }: CallRules,
): Promise<CallResult> {
  const { repeatable } = endpointOf(call.endpoint);
  if (inheritedSince !== undefined && !repeatable) {
    const reply = await call.settle?.(inheritedSince.zoomTime);
    if (reply) return { ...reply, settled: true };
    onAsked();
  }
  const failures: Failure[] = [];
  let lostSince: Moment | undefined;
  const turn = { first: false };
  for (;;) {
    const { answer, sentAt, wasHit } = await attempt(turn).catch((error: unknown) => notSent(error, clock));
    if (!(answer instanceof ZoomError)) return { ...answer, settled: false };

    const { kind } = answer;
    const policy = POLICY[kind];
    failures.push({ kind, wasHit });
    const used = () => failures.filter((its) => its.kind === kind && !its.wasHit()).length;
    // Before a row is given up for it, it must be sure that nothing else was to blame.
    if (!policy.through && used() >= policy.tries) await known();
    const count = used();
    if (policy.inDoubt || answer.inDoubt) lostSince ??= sentAt;
    // What an earlier session sent may have taken effect only after the account was asked about it: somebody is there now
    // who was not before, or the other way round.
    const isLate = !repeatable && (kind === 'exists' || kind === 'notFound');
    const since = lostSince ?? (isLate ? inheritedSince : undefined);
    const isLast = policy.next === 'giveUp' || count >= policy.tries;
    const mustAsk = call.settle !== undefined && (isLast || !repeatable);
    if (since !== undefined && mustAsk) {
      const reply = await ask(call, answer, since);
      if (reply) return { ...reply, settled: true };
    }
    if (isLast) throw withDoubt(answer, since !== undefined && mustAsk, failures);
    turn.first = policy.next === 'pauseLabel';
    await waitAfter(answer, Math.max(1, count), clock, signal);
  }
}

type Failure = Pick<Attempted, 'wasHit'> & { readonly kind: ZoomErrorKind };

/** A sign-in that failed, or a quota that is used up, is an answer like any other: an earlier attempt may be in doubt. */
function notSent(error: unknown, clock: Clock): Attempted {
  if (error instanceof ZoomError) return { answer: error, sentAt: clock.moment(), wasHit: () => false };
  throw error;
}

/** Asks the account what became of an attempt without an answer. */
async function ask(call: Call, lost: ZoomError, since: Moment): Promise<Reply | undefined> {
  try {
    return await call.settle?.(since.zoomTime);
  } catch (error) {
    // These are no failures to ask but what the account said: it had the user before, or what it has tells nothing.
    if (!(error instanceof ZoomError) || error.kind === 'exists' || error.kind === 'unclear') throw error;
    const reason = { kind: 'couldNotAsk', lost: lost.message, message: error.message } as const;
    throw error.with({ reason, inDoubt: true });
  }
}

/** In doubt when nobody knows, and nobody was asked, whether an earlier attempt took effect. */
function withDoubt(error: ZoomError, wasAsked: boolean, failures: readonly Failure[]): ZoomError {
  if (wasAsked) return error.with({ inDoubt: false });
  const lost = failures.filter(({ kind }) => POLICY[kind].inDoubt);
  // Nothing but 5xx is Zoom's own word that it failed.
  const isSaid =
    (error.kind === 'server' || error.kind === 'outage') && lost.every(({ kind }) => kind === 'server');
  return lost.length === 0 || isSaid ? error : error.with({ inDoubt: true });
}

/** Where Zoom refused for the rate, the limiter holds the next attempt back. */
async function waitAfter(error: ZoomError, failures: number, clock: Clock, signal: AbortSignal) {
  if (POLICY[error.kind].next !== 'backOff') return;
  const waitMs = Math.max(error.retryAfterMs ?? 0, backoffMs(failures, clock.random));
  await sleep(Math.min(waitMs, LONGEST_WAIT_MS), signal);
}
