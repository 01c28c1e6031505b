import type { ActionTable, OnExists } from '../core/action.ts';
import type { Listener } from '../core/events.ts';
import type { Label, Plan } from '../core/labels.ts';
import type { InvitationLedger, RowLedger } from '../core/ledger.ts';
import type { RateLimiter } from '../core/rate-limiter.ts';
import type { RowDigester } from '../core/row-digester.ts';
import type { ZoomApi } from '../core/zoom-api.ts';
import type { Breaker } from './breaker.ts';
import type { Clock } from './clock.ts';
import type { DayQuotas } from './day-quotas.ts';
import type { Passage } from './flight.ts';
import type { PendingUsers } from './pending-users.ts';
import type { Protection } from './protection.ts';
import type { Stop } from './stop.ts';
import type { UserHistory } from './user-history.ts';

/** What the rows of a run have in common; passed on as it is. */
export type RunContext = {
  /** What the engine works with. */
  readonly services: {
    readonly zoom: ZoomApi;
    readonly limiters: Readonly<Record<Label, RateLimiter>>;
    readonly rows: RowLedger;
    readonly digester: RowDigester;
    readonly invitations: InvitationLedger;
    readonly quotas: DayQuotas;
    readonly breaker: Breaker;
    readonly outages: Passage;
    readonly stop: Stop;
    readonly clock: Clock;
    readonly emit: Listener;
  };
  /** What was asked for. */
  readonly rules: {
    readonly actions: ActionTable;
    readonly plan: Plan;
    readonly onExists: OnExists;
    readonly protection: Protection;
  };
  /** What the run has learnt of users so far. */
  readonly users: UserHistory;
  /** Whom the account lists as pending. */
  readonly pending: PendingUsers;
};
