import { ACTIONS } from '../actions/index.ts';
import type { Listener } from '../core/events.ts';
import type { StopReason } from '../core/stop-reason.ts';
import { Breaker } from '../engine/breaker.ts';
import { listPendingUsers } from '../engine/list-pending-users.ts';
import { PendingUsers } from '../engine/pending-users.ts';
import { Protection } from '../engine/protection.ts';
import type { RunContext } from '../engine/run-context.ts';
import { UserHistory } from '../engine/user-history.ts';
import { openConnection, type RequestCounter } from './open-connection.ts';
import type { RunClock } from './run-clock.ts';
import type { Session } from './session.ts';

/** Everything that the engine works with, put together. */
export function openContext(session: Session, emit: Listener, counter: RequestCounter, clock: RunClock) {
  const { settings, operator, held, record, digester } = session;
  const { stop } = operator;
  const connection = openConnection(session, emit, counter, clock);
  const services = {
    ...connection.services,
    rows: held.rows(record),
    digester,
    invitations: held.invitations,
  } satisfies Omit<RunContext['services'], 'breaker'>;
  const onHold = (reason: StopReason) => emit({ type: 'notice', notice: { kind: 'heldBack', reason } });
  const rules: RunContext['rules'] = {
    ...connection.rules,
    actions: ACTIONS,
    onExists: settings.onExists,
    protection: new Protection(settings.protect),
  };
  return {
    /** For one pass over the rows: what was learnt of users, refusals and the account is learnt anew in the next. */
    context: (): RunContext => {
      connection.renew();
      const pending = new PendingUsers(() => listPendingUsers(context));
      const context = {
        services: { ...services, breaker: new Breaker(stop, onHold) },
        rules,
        users: new UserHistory(ACTIONS),
        pending,
      };
      return context;
    },
    concurrency: connection.concurrency,
    restMs: connection.restMs,
    close: connection.close,
  };
}
