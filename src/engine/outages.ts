import { connectionFaultOf } from '../core/connection-faults.ts';
import { type EndpointName, endpointOf } from '../core/endpoints.ts';
import type { Listener } from '../core/events.ts';
import type { OutageFacts } from '../core/outage.ts';
import { POLICY } from '../core/policy.ts';
import type { StopReason } from '../core/stop-reason.ts';
import { brokenBy } from '../core/system-failure.ts';
import type { Reply } from '../core/zoom-api.ts';
import { ZoomError } from '../core/zoom-error.ts';
import { orAbort } from '../support/or-abort.ts';
import type { Clock } from './clock.ts';
import type { Departure, Flight, Passage } from './flight.ts';
import { Outage, type OutageRules, type Streak } from './outage.ts';
import { OwnFaults } from './own-faults.ts';
import { ProbeQuestions, type Question } from './probe-questions.ts';
import type { Stop } from './stop.ts';

/** So many in a row, and nothing that got through between them, are no accident of one request. */
const FAILURES = 3;
/** One that took so long, and nothing that got through meanwhile, is as much; so is a sign-in that is not to be tried for so long. */
const LONG_MS = 5_000;
/** So many rows that fail at a call, and none between them that does not, are no accident of one row. */
const ROWS = 3;
const LEAST_OF_CALL_MS = 1_000;

export type OutagesOptions = {
  readonly clock: Clock;
  readonly stop: Stop;
  /** How long the run waits and probes when nothing gets through. */
  readonly patienceMs: number;
  readonly emit: Listener;
  /** Sends a question as a probe. @throws {ZoomError} when it did not leave */
  readonly ask: (question: Question) => Promise<unknown>;
};

/** A request that waits at a gate or is under way. */
type Waiting = Departure & { readonly ended: Promise<void> };

/** What is known of a call. */
type OfCall = { readonly outage: Outage<Waiting>; readonly ownFaults: OwnFaults };

/**
 * Whether anything gets through to Zoom, and anything of each call. While nothing does every request waits, but for one probe at
 * a time; while it is one call alone that does not, those that make it wait.
 *
 * What looks like an outage is none before a probe has failed as well, and that is not about what failed before: a row that
 * fails whatever is sent of it holds nobody up.
 */
export class Outages implements Passage {
  readonly #options: OutagesOptions;
  readonly #closing = new AbortController();
  readonly #signal: AbortSignal;
  readonly #everything: Outage<Waiting>;
  readonly #calls = new Map<EndpointName, OfCall>();
  readonly #questions = new ProbeQuestions();
  readonly #asked = new Set<Promise<void>>();
  /** When Zoom answered last in this session, in ms on the clock. */
  #throughAt: number | undefined;

  constructor(options: OutagesOptions) {
    this.#options = options;
    this.#signal = AbortSignal.any([options.stop.signal, this.#closing.signal]);
    this.#everything = this.#make(undefined, {
      isSuspect: ({ failures, silentMs, seen: { kind, retryAfterMs = 0 } }) =>
        failures >= FAILURES || Math.max(silentMs, kind === 'signInFailed' ? retryAfterMs : 0) >= LONG_MS,
      probe: (count, signal) => this.#probeAnything(count, signal),
      onDown: (streak) => {
        const hopeless = this.#throughAt === undefined && stopAtStart(streak, this.#facts(streak));
        if (hopeless) options.stop.stop(hopeless);
        else this.#tellOf(streak);
      },
      onOver: (streak) => options.stop.stop(this.#reason(streak)),
    });
  }

  async pass(departure: Departure, signal: AbortSignal): Promise<Flight> {
    const { clock } = this.#options;
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const { outage: ofCall } = this.#of(departure.endpoint);
    const gates = departure.isProbe ? [] : [ofCall, this.#everything];
    const alone = new Set<Outage<Waiting>>();
    try {
      for (const outage of gates) {
        if ((await outage.pass({ ...departure, ended }, signal)) === 'alone') alone.add(outage);
      }
    } catch (error) {
      end();
      throw error;
    }
    const isOpen = (outage: Outage<Waiting>) => !outage.gate.isShut || alone.has(outage);
    return {
      get mayLeave() {
        return gates.every(isOpen);
      },
      answered: (answer, sentAt) => this.#observe(departure, answer, sentAt),
      wasHit: (sentAt) => {
        const until = clock.now();
        return () => [ofCall, this.#everything].some((outage) => outage.wasDown(sentAt, until));
      },
      end,
    };
  }

  async known(endpoint: EndpointName, signal: AbortSignal): Promise<void> {
    await this.#everything.known(signal);
    await this.#of(endpoint).outage.known(signal);
  }

  /** Another pass over the rows begins: what was given up is tried again. */
  renew(): void {
    for (const [call, { outage }] of this.#calls) if (outage.isOver) this.#calls.delete(call);
  }

  /** Ends all probes. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#asked);
  }

  #observe({ endpoint, line, user, isProbe }: Departure, answer: Reply | ZoomError, sentAt: number): void {
    const { outage, ownFaults } = this.#of(endpoint);
    const failure = failureOf(answer);
    if (failure === undefined) {
      this.#throughAt = this.#options.clock.now();
      this.#questions.answered(user);
      ownFaults.through(line);
      this.#everything.through();
      if (outage.through()) ownFaults.forget();
      return;
    }
    if (failure === 'nobodyKnows' || (failure.kind === 'wrongPlace' && this.#throughAt === undefined)) return;
    this.#questions.failed(user);
    if (!isProbe && failure.kind !== 'signInFailed' && !this.#everything.isDown) {
      outage.failed({ seen: failure, line, sentAt }, !ownFaults.failed(line));
    }
    if (!outage.gate.isShut) this.#everything.failed({ seen: failure, line, sentAt }, true);
  }

  #of(call: EndpointName): OfCall {
    const known = this.#calls.get(call);
    if (known) return known;
    const outage: Outage<Waiting> = this.#make(call, {
      isSuspect: ({ lines, since }) =>
        lines.size >= ROWS &&
        this.#options.clock.now() - since >= LEAST_OF_CALL_MS &&
        (this.#throughAt ?? 0) > since,
      probe: (_, signal) => probeCall(outage, signal),
      onDown: (streak) => this.#tellOf(streak, call),
      onOver: (streak) => {
        const { message } = streak.seen;
        const reason = { kind: 'notReached', stop: this.#reason(streak, call) } as const;
        return new ZoomError({ kind: 'outage', message, call, reason });
      },
    });
    const made = { outage, ownFaults: new OwnFaults() };
    this.#calls.set(call, made);
    return made;
  }

  #make(
    call: EndpointName | undefined,
    rules: Pick<OutageRules, 'isSuspect' | 'probe' | 'onDown' | 'onOver'>,
  ): Outage<Waiting> {
    const { clock, patienceMs, emit, stop } = this.#options;
    const onThrough = (afterMs: number) => emit({ type: 'through', ...(call && { call }), afterMs });
    // What nobody knows the end of is found out first.
    const isFirst = ({ endpoint }: Waiting) => endpointOf(endpoint).reads === true;
    const onError = (error: unknown) => stop.stop(brokenBy(error));
    return new Outage({ clock, patienceMs, signal: this.#signal, onThrough, onError, ...rules }, isFirst);
  }

  /** With something that can be asked; where something answers that, in turn with what waits. */
  async #probeAnything(count: number, signal: AbortSignal): Promise<void> {
    const isAnswered = this.#everything.streak?.seen.status !== 0;
    const waiting =
      isAnswered && count % 2 === 0
        ? this.#everything.gate.letOneOut(({ endpoint }) => endpointOf(endpoint).repeatable)
        : undefined;
    if (waiting) return orAbort(waiting.ended, signal);
    const asked = this.#ask(this.#questions.at(isAnswered ? Math.floor((count - 1) / 2) : count - 1));
    this.#asked.add(asked);
    return orAbort(
      asked.finally(() => this.#asked.delete(asked)),
      signal,
    );
  }

  async #ask(question: Question): Promise<void> {
    try {
      await this.#options.ask(question);
    } catch (error) {
      if (this.#signal.aborted) return;
      if (!(error instanceof ZoomError)) {
        this.#options.stop.stop(brokenBy(error));
      } else if (POLICY[error.kind].through) {
        // It may not be asked, for a quota of ours or a sign-in that is refused: the rows meet the same.
        this.#everything.through();
      }
    }
  }

  #tellOf(streak: Streak, call?: EndpointName): void {
    const { patienceMs: forMs, emit } = this.#options;
    if (forMs > 0) emit({ type: 'outage', forMs, ...this.#facts(streak, call) });
  }

  #reason(streak: Streak, call?: EndpointName): StopReason {
    return { kind: 'outage', forMs: this.#options.patienceMs, ...this.#facts(streak, call) };
  }

  #facts({ since, seen: { kind, message, fault, place } }: Streak, call?: EndpointName): OutageFacts {
    const seen = { ...(kind === 'signInFailed' && { signIn: true as const }), message, fault, place };
    return { since, ...(call && { call }), seen };
  }
}

/** One of the requests that wait for it: nobody else can tell. */
async function probeCall({ gate }: Outage<Waiting>, signal: AbortSignal): Promise<void> {
  await gate.arrival(signal);
  const waiting = gate.letOneOut();
  if (waiting) await orAbort(waiting.ended, signal);
}

/** What did not get through; undefined when it did. */
function failureOf(answer: Reply | ZoomError): ZoomError | 'nobodyKnows' | undefined {
  if (!(answer instanceof ZoomError)) return undefined;
  // The run ends with it.
  if (answer.kind === 'unusable') return 'nobodyKnows';
  if (!POLICY[answer.kind].through) return answer;
  // A page with a status of Zoom's comes from something in between.
  return answer.inDoubt ? 'nobodyKnows' : undefined;
}

/** Why there is nothing to wait for when nothing has ever got through: no such host, or a setting that is wrong. */
function stopAtStart({ seen }: Streak, facts: OutageFacts): StopReason | undefined {
  const { kind, message, address, fault = '', place = '', status } = seen;
  const { lasts } = connectionFaultOf(fault) ?? {};
  const isSignIn = kind === 'signInFailed';
  const isNoHost = lasts === 'address' && !isZooms(place);
  const isNoPage = isSignIn && (status === 404 || status === 405 || status === 410);
  if (isNoHost || isNoPage) {
    return { kind: 'unknownAddress', address, ...(isSignIn && { signIn: true as const }), message };
  }
  return lasts === 'setting' ? { kind: 'outage', forMs: 0, ...facts } : undefined;
}

/** An address of Zoom's, which cannot be mistyped: it has no name only while this machine has no network. */
function isZooms(place: string): boolean {
  return /(^|\.)(zoom\.us|zoom\.com|zoom\.com\.cn|zoomgov\.com)(:\d+)?$/i.test(place);
}
