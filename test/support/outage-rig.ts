import type { RunEvent } from '../../src/core/events.ts';
import type { Task } from '../../src/core/task.ts';
import type { ZoomRequest } from '../../src/core/zoom-api.ts';
import { ZoomError } from '../../src/core/zoom-error.ts';
import { Breaker } from '../../src/engine/breaker.ts';
import { Outages } from '../../src/engine/outages.ts';
import { probeAccount } from '../../src/engine/read-account.ts';
import { Stop } from '../../src/engine/stop.ts';
import { sleep } from '../../src/support/sleep.ts';
import { AT, DAY_MS, makeEngine } from './engine-rig.ts';
import { ModelAccount } from './model-account.ts';
import { toldTime } from './told-time.ts';
import { VirtualTime } from './virtual-time.ts';

export const MINUTE_MS = 60_000;
const LATENCY_MS = 20;

export type OutageRigOptions = {
  readonly tasks: readonly Task[];
  /** What becomes of a request that leaves so many ms after the beginning; undefined: it gets through. */
  readonly fault?: (at: number, request: ZoomRequest) => ZoomError | undefined;
  /** The same for a sign-in, which every request needs. */
  readonly signIn?: (at: number) => ZoomError | undefined;
  /** A request that meets its fault has its effect all the same. */
  readonly hasEffect?: boolean;
  /** How long it takes until a request meets its fault. */
  readonly hangMs?: number;
  readonly patienceMs?: number;
  readonly concurrency?: number;
};

/** A request as it left: `2.5 updateUser a@x.org`, in seconds since the beginning. */
type Sent = { readonly at: number; readonly name: string; readonly isThrough: boolean };

/** An engine in virtual time, with an account of which answers come or do not. */
export async function outageRig(options: OutageRigOptions) {
  const { tasks, fault, signIn, hasEffect = false, hangMs = LATENCY_MS } = options;
  const { patienceMs = 15 * MINUTE_MS, concurrency = 8 } = options;
  const users = tasks.flatMap(({ action, email }) =>
    action.endsWith('reate') || email === undefined ? [] : [{ email, status: 'active' as const }],
  );
  const account = new ModelAccount(1_000, users, AT - DAY_MS);
  const sent: Sent[] = [];
  const time = new VirtualTime();
  const answer = async (request: ZoomRequest) => {
    const { endpoint, user, body } = request;
    const at = time.now;
    const found = fault?.(at, request);
    const { email = '' } = (body?.user_info ?? {}) as { email?: string };
    sent.push({ at, name: `${endpoint} ${user ?? email}`.trim(), isThrough: found === undefined });
    await sleep(found ? hangMs : LATENCY_MS);
    const reply = found && !hasEffect ? undefined : attempt(() => account.answer(request, AT + time.now));
    if (found) throw found;
    if (reply instanceof ZoomError) throw reply;
    return reply ?? {};
  };
  const engine = await makeEngine({ tasks, answer, concurrency });
  engine.zoom.list = answer;
  engine.zoom.signIn = () => {
    const found = signIn?.(time.now);
    if (found) throw found;
  };
  const events: RunEvent[] = [];
  /** What was said of outages, each with the second in which it was. */
  const told: string[] = [];
  const clock = toldTime(
    () => AT + time.now,
    () => 0.5,
  );

  function session() {
    const stop = new Stop();
    const emit = (event: RunEvent) => {
      events.push(event);
      const seconds = Math.round(time.now / 1000);
      if (event.type === 'outage') told.push(`${seconds} out ${event.call ?? ''}`.trim());
      if (event.type === 'through') told.push(`${seconds} through ${event.call ?? ''}`.trim());
    };
    const outages: Outages = new Outages({
      clock,
      stop,
      patienceMs,
      emit,
      ask: (question) => probeAccount(question, context),
    });
    const breaker = new Breaker(stop);
    const { context, run } = engine.session({ stop, outages, breaker, clock, emit });
    const start = () => run().finally(() => outages.close());
    return { stop, breaker, start, run: () => time.until(start()) };
  }

  return { ...session(), session, engine, account, time, sent, events, told };
}

/** What is seen when nobody listens. */
export const REFUSED = new ZoomError({
  kind: 'unreachable',
  message: 'the request could not be sent (ECONNREFUSED)',
  fault: 'ECONNREFUSED',
  place: 'api.zoom.us:443',
});

function attempt<T>(work: () => T): T | ZoomError {
  try {
    return work();
  } catch (error) {
    if (error instanceof ZoomError) return error;
    throw error;
  }
}
