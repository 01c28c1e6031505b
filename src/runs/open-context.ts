import { ACTIONS } from '../actions/index.ts';
import type { Listener } from '../core/events.ts';
import { PLANS } from '../core/plans.ts';
import type { StopReason } from '../core/stop-reason.ts';
import type { ZoomApi } from '../core/zoom-api.ts';
import { Breaker } from '../engine/breaker.ts';
import { DayQuotas } from '../engine/day-quotas.ts';
import { listPendingUsers } from '../engine/list-pending-users.ts';
import { Outages } from '../engine/outages.ts';
import { PendingUsers } from '../engine/pending-users.ts';
import { Protection } from '../engine/protection.ts';
import { probeAccount } from '../engine/read-account.ts';
import type { RunContext } from '../engine/run-context.ts';
import { UserHistory } from '../engine/user-history.ts';
import { openZoom } from './open-zoom.ts';
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

/** Everything that the engine works with, put together. */
export function openContext(session: Session, emit: Listener, counter: RequestCounter, clock: RunClock) {
  const { settings, operator, held, record, digester } = session;
  const { stop } = operator;
  const plan = PLANS[record.plan];
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
    ask: (question) => probeAccount(question, { services, rules }),
  });
  const services = {
    zoom: counter.watch(zoom),
    limiters,
    rows: held.rows(record),
    digester,
    invitations: held.invitations,
    quotas,
    outages,
    stop,
    clock,
    emit,
  } satisfies Omit<RunContext['services'], 'breaker'>;
  const onHold = (reason: StopReason) => emit({ type: 'notice', notice: { kind: 'heldBack', reason } });
  const rules: RunContext['rules'] = {
    actions: ACTIONS,
    plan,
    onExists: settings.onExists,
    protection: new Protection(settings.protect),
  };
  return {
    /** For one pass over the rows: what was learnt of users, refusals and the account is learnt anew in the next. */
    context: (): RunContext => {
      outages.renew();
      const pending = new PendingUsers(() => listPendingUsers(context));
      const context = {
        services: { ...services, breaker: new Breaker(stop, onHold) },
        rules,
        users: new UserHistory(ACTIONS),
        pending,
      };
      return context;
    },
    concurrency,
    /** An interval of the slowest label. */
    restMs: Math.min(1000, 1000 / (Math.min(...perSecond) * settings.share)),
    close: async () => {
      // What is under way ends with its connection.
      await close();
      await outages.close();
    },
  };
}
