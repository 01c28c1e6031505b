import type { Listener } from '../core/events.ts';
import { PLANS } from '../core/plans.ts';
import type { ZoomApi } from '../core/zoom-api.ts';
import { DayQuotas } from '../engine/day-quotas.ts';
import { Outages } from '../engine/outages.ts';
import { probeAccount } from '../engine/read-account.ts';
import type { SendContext } from '../engine/send-request.ts';
import { openZoom, type ZoomSession } from './open-zoom.ts';
import type { RunClock } from './run-clock.ts';
import type { Session } from './session.ts';

/** Rows in hand at most when nothing else is said: what the plan's limits let through in five seconds. */
const SECONDS_IN_HAND = 5;

/** Counts the requests of a session. */
export type RequestCounter = {
  /** The same Zoom, whose requests are counted. */
  readonly watch: (zoom: ZoomApi) => ZoomApi;
  /** Called for each request to the token endpoint, before it leaves. */
  readonly onSignIn: () => void;
};

export type Connection = SendContext & {
  /** Requests under way at a time, at most. */
  readonly concurrency: number;
  /** An interval of the slowest label. */
  readonly restMs: number;
  /** What was learnt of calls that do not get through is learnt anew. */
  renew(): void;
  close(): Promise<void>;
};

/** An account that is held, and how it is talked to. */
export type ConnectionSession = ZoomSession & Pick<Session, 'held' | 'settings'>;

/** What it takes to send requests to an account that is held, put together. */
export function openConnection(
  session: ConnectionSession,
  emit: Listener,
  counter: RequestCounter,
  clock: RunClock,
): Connection {
  const { settings, operator, held } = session;
  const { stop } = operator;
  const plan = PLANS[session.record.plan];
  const perSecond = Object.values(plan.perSecond);
  const concurrency =
    settings.concurrency ?? perSecond.reduce((sum, rate) => sum + rate, 0) * SECONDS_IN_HAND;
  const { zoom, limiters, close } = openZoom(session, concurrency, counter.onSignIn, clock);
  const quotas = new DayQuotas({
    ledger: held.quotas,
    plan,
    share: settings.share,
    now: clock.zoomNow,
    onUsedUp: (quota, until) =>
      emit({ type: 'quotaUsedUp', quota, resumeAfter: new Date(until).toISOString() }),
  });
  const outages = new Outages({
    clock,
    stop,
    patienceMs: settings.outage,
    emit,
    ask: (question) => probeAccount(question, { services, rules: { plan } }),
  });
  const services: SendContext['services'] = {
    zoom: counter.watch(zoom),
    limiters,
    quotas,
    outages,
    stop,
    clock,
    emit,
  };
  return {
    services,
    rules: { plan },
    concurrency,
    restMs: Math.min(1000, 1000 / (Math.min(...perSecond) * settings.share)),
    renew: () => outages.renew(),
    close: async () => {
      // What is under way ends with its connection.
      await close();
      await outages.close();
    },
  };
}
