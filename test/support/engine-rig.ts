import { ACTIONS } from '../../src/actions/index.ts';
import type { OnExists } from '../../src/core/action.ts';
import type { RunEvent } from '../../src/core/events.ts';
import type { Plan } from '../../src/core/labels.ts';
import type { ResultRow } from '../../src/core/outcome.ts';
import type { CheckedRow, Task } from '../../src/core/task.ts';
import {
  type Call,
  type CallOptions,
  type Reply,
  type ZoomApi,
  ZoomError,
  type ZoomErrorDetails,
} from '../../src/core/zoom-api.ts';
import { BlockedUsers } from '../../src/engine/blocked-users.ts';
import { Breaker } from '../../src/engine/breaker.ts';
import { DayQuotas } from '../../src/engine/day-quotas.ts';
import type { RowContext } from '../../src/engine/perform-row.ts';
import { provision } from '../../src/engine/perform-rows.ts';
import { Protection } from '../../src/engine/protection.ts';
import { type RowSource, register } from '../../src/engine/register.ts';
import { Stop } from '../../src/engine/stop.ts';
import { InvitationStore } from '../../src/ledger/sqlite/invitation-store.ts';
import { QuotaStore } from '../../src/ledger/sqlite/quota-store.ts';
import { RowStore } from '../../src/ledger/sqlite/row-store.ts';
import { ENDPOINTS } from '../../src/zoom/endpoints.ts';
import { PLANS } from '../../src/zoom/plans.ts';
import { addRun, openLedger } from './ledger-rig.ts';

export const AT = Date.UTC(2026, 10, 22, 21, 0, 0);
export const TODAY = '2026-11-22';
const NOT_REACHED = 'not reached';

export function task(line: number, action: Task['action'], who: string, changes: Partial<Task> = {}): Task {
  const isEmail = who.includes('@');
  return {
    line,
    action,
    user: who,
    ...(isEmail ? { email: who } : { userId: who }),
    fields: {},
    query: {},
    warnings: [],
    ...changes,
  };
}

export function taskRow(its: Task): CheckedRow {
  return { kind: 'task', line: its.line, task: its };
}

export function sourceOf(rows: readonly CheckedRow[], batchSize = 3): RowSource {
  return {
    async *rows() {
      for (let at = 0; at < rows.length; at += batchSize) yield rows.slice(at, at + batchSize);
    },
  };
}

export function reply(changes: Partial<Reply> = {}): Reply {
  return {
    status: 204,
    body: undefined,
    trackingId: 'v=2.0;clid=us02',
    rateLimit: undefined,
    serverTime: undefined,
    resent: false,
    ...changes,
  };
}

/** What answers an attempt: a reply, or a ZoomError that is thrown. */
export type Answer = (call: Call) => Partial<Reply> | Promise<Partial<Reply>>;

export const OK: Answer = ({ endpoint, body }) => {
  if (endpoint === 'createUser') return { status: 201, body: { id: 'id-new', ...body } };
  return endpoint === 'getUser' ? { status: 200, body: { id: 'id-old', status: 'active' } } : { status: 204 };
};

/** Refuses every call. */
export function refuse(details: Partial<ZoomErrorDetails>): Answer {
  return () => {
    throw new ZoomError({ kind: 'rejected', status: 400, message: 'no', trackingId: 'v=2.0;no', ...details });
  };
}

/** A Zoom that makes one attempt for every call. */
class FakeZoom implements ZoomApi {
  readonly calls: Call[] = [];
  readonly #answer: Answer;

  constructor(answer: Answer) {
    this.#answer = answer;
  }

  async call(call: Call, { signal, beforeAttempt, afterAttempt }: CallOptions): Promise<Reply> {
    signal.throwIfAborted();
    beforeAttempt?.();
    this.calls.push(call);
    const { endpoint } = call;
    const { label } = ENDPOINTS[endpoint];
    const common = { endpoint, label, durationMs: 1, pace: { allowed: 80, limit: 80 } };
    try {
      const answer = reply(await this.#answer(call));
      const { status, trackingId, rateLimit } = answer;
      afterAttempt?.({ ...common, status, trackingId, rateLimit });
      return answer;
    } catch (error) {
      if (!(error instanceof ZoomError)) throw error;
      const { kind, status, trackingId, rateLimit } = error;
      afterAttempt?.({ ...common, status, trackingId, rateLimit, error: kind });
      throw error;
    }
  }

  /** `updateUser a@x.org` for every call that was made. */
  get asked(): string[] {
    return this.calls.map(({ endpoint, user, body }) => {
      const { email = '' } = (body?.user_info ?? {}) as { email?: string };
      return `${endpoint} ${user ?? email}`;
    });
  }
}

export type EngineOptions = {
  readonly tasks: readonly Task[];
  readonly zoom?: ZoomApi;
  readonly answer?: Answer;
  readonly onExists?: OnExists;
  readonly protect?: readonly string[];
  readonly plan?: Plan;
  readonly concurrency?: number;
  readonly makeRows?: (...args: ConstructorParameters<typeof RowStore>) => RowStore;
};

/** An engine at work on rows that are on record already, with a ledger of its own and a clock that stands still. */
export async function makeEngine(options: EngineOptions) {
  const { tasks, answer = OK, onExists = 'fail', concurrency = 4, plan = PLANS.pro } = options;
  const { makeRows = (...args) => new RowStore(...args) } = options;
  const fake = new FakeZoom(answer);
  const zoom = options.zoom ?? fake;
  const database = openLedger();
  const run = addRun(database);
  const rows = makeRows(database, run.number);
  const protection = new Protection(options.protect ?? []);
  const source = sourceOf(tasks.map(taskRow));
  await register(source, rows, { actions: ACTIONS, protection, signal: new AbortController().signal });
  const clock = { now: AT };
  const store = new QuotaStore(database);
  const invitations = new InvitationStore(database, run.account);
  const events: RunEvent[] = [];

  /** One session of the run: what lives in memory is new. */
  function session(changes: Partial<RowContext> = {}) {
    const stop = new Stop();
    const quotas = new DayQuotas({
      store,
      account: run.account,
      plan,
      share: 1,
      now: () => clock.now,
      onUsedUp: (quota, until) =>
        events.push({ type: 'quotaUsedUp', quota, resumeAfter: new Date(until).toISOString() }),
    });
    const context: RowContext = {
      actions: ACTIONS,
      zoom,
      rows,
      quotas,
      labelOf: (endpoint) => ENDPOINTS[endpoint].label,
      invitations,
      blocked: new BlockedUsers(),
      stop,
      onExists,
      protection,
      now: () => clock.now,
      breaker: new Breaker(stop),
      emit: (event) => events.push(event),
      ...changes,
    };
    return { stop, context, run: (from = source) => provision({ source: from, context, concurrency }) };
  }

  return {
    ...session(),
    session,
    zoom: fake,
    database,
    rows,
    store,
    invitations,
    clock,
    events,
    results: () => [...rows.results(NOT_REACHED)],
    /** `2 updated` for every row. */
    outcomes: () =>
      [...rows.results(NOT_REACHED)].map(({ line, outcome }: ResultRow) => `${line} ${outcome}`),
    used: () => store.get(run.account, TODAY, 'create'),
  };
}
