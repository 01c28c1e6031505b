import { ACTIONS } from '../../src/actions/index.ts';
import type { ActionTable, OnExists } from '../../src/core/action.ts';
import type { RunEvent } from '../../src/core/events.ts';
import type { Label, Plan } from '../../src/core/labels.ts';
import type { RowLedger } from '../../src/core/ledger.ts';
import { PLANS } from '../../src/core/plans.ts';
import type { CheckedRow, Task } from '../../src/core/task.ts';
import { Breaker } from '../../src/engine/breaker.ts';
import { DayQuotas } from '../../src/engine/day-quotas.ts';
import { listPendingUsers } from '../../src/engine/list-pending-users.ts';
import { PendingUsers } from '../../src/engine/pending-users.ts';
import { performRows } from '../../src/engine/perform-rows.ts';
import { Protection } from '../../src/engine/protection.ts';
import { type RowSource, register } from '../../src/engine/register.ts';
import type { RunContext } from '../../src/engine/run-context.ts';
import { Stop } from '../../src/engine/stop.ts';
import { UserHistory } from '../../src/engine/user-history.ts';
import { DIGESTER } from './digester.ts';
import { FakeLimiter } from './fake-limiter.ts';
import { type Answer, FakeZoom, OK } from './fake-zoom.ts';
import { addRun, holdAccount } from './ledger-rig.ts';
import { markSecrets } from './mark-secrets.ts';
import { MemoryLedger } from './memory-ledger.ts';
import { NO_OUTAGE } from './no-outage.ts';
import { toldTime } from './told-time.ts';

export const AT = Date.UTC(2026, 10, 22, 21, 0, 0);
export const TODAY = '2026-11-22';
export const DAY_MS = 24 * 60 * 60 * 1000;

export function task(line: number, action: Task['action'], who: string, changes: Partial<Task> = {}): Task {
  const isEmail = who.includes('@');
  return markSecrets({
    line,
    action,
    user: who,
    ...(isEmail ? { email: who } : { userId: who }),
    fields: {},
    query: {},
    warnings: [],
    ...changes,
  });
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

export type EngineOptions = {
  readonly tasks: readonly Task[];
  readonly answer?: Answer;
  readonly actions?: ActionTable;
  readonly onExists?: OnExists;
  readonly protect?: readonly string[];
  readonly plan?: Plan;
  readonly concurrency?: number;
  /** What the ledger does otherwise. */
  readonly rowsDo?: Partial<RowLedger>;
};

/** An engine at work on rows that are on record already, with a ledger of its own and a clock that stands still. */
export async function makeEngine(options: EngineOptions) {
  const { tasks, answer = OK, onExists = 'fail', concurrency = 4, plan = PLANS.pro } = options;
  const { actions = ACTIONS, protect = [], rowsDo = {} } = options;
  const ledger = new MemoryLedger();
  const account = await holdAccount(ledger);
  const run = await addRun(account);
  const rows = account.rows(run);
  const { quotas: quotaLedger, invitations } = account;
  const protection = new Protection(protect);
  const source = sourceOf(tasks.map(taskRow));
  await register(source, rows, {
    ...{ actions, protection, onExists, digester: DIGESTER },
    signal: new AbortController().signal,
  });
  const zoom = new FakeZoom(answer);
  const limiters = { light: new FakeLimiter(), medium: new FakeLimiter() } satisfies Record<
    Label,
    FakeLimiter
  >;
  const clock = { now: AT };
  const events: RunEvent[] = [];

  /** One session of the run: what lives in memory is new. */
  function session(changes: Partial<RunContext['services']> = {}) {
    const stop = new Stop();
    const now = () => clock.now;
    const quotas = new DayQuotas({
      ledger: quotaLedger,
      plan,
      share: 1,
      now,
      onUsedUp: (quota, until) =>
        events.push({ type: 'quotaUsedUp', quota, resumeAfter: new Date(until).toISOString() }),
    });
    const context: RunContext = {
      services: {
        zoom,
        limiters,
        rows: rowsThat(rows, rowsDo),
        digester: DIGESTER,
        invitations,
        quotas,
        breaker: new Breaker(stop),
        outages: NO_OUTAGE,
        stop,
        // Backing off takes no time.
        clock: toldTime(now, () => -1),
        emit: (event) => events.push(event),
        ...changes,
      },
      rules: { actions, plan, onExists, protection },
      users: new UserHistory(actions),
      pending: new PendingUsers(() => listPendingUsers(context)),
    };
    return { stop, context, run: (from = source) => performRows(from, concurrency, context) };
  }

  const results = async () => (await Array.fromAsync(ledger.results(run))).flat();
  return {
    ...session(),
    session,
    zoom,
    limiters,
    rows,
    quotas: quotaLedger,
    invitations,
    clock,
    events,
    results,
    /** `2 updated` for every row. */
    outcomes: async () => (await results()).map(({ line, outcome }) => `${line} ${outcome}`),
    reasons: async () => (await results()).map(({ reason }) => reason),
    counts: () => ledger.count(run),
    used: async () => (await quotaLedger.get(TODAY, 'create')).used,
  };
}

/** The rows of a ledger, of which some methods do something else. */
function rowsThat(rows: RowLedger, changes: Partial<RowLedger>): RowLedger {
  const names = ['insert', 'start', 'release', 'markCreated', 'finish', 'verify', 'restore', 'get'] as const;
  const more = ['between', 'after', 'digests', 'allPerformed', 'waitingAfter', 'firstLeft', 'count'] as const;
  const bound = [...names, ...more, 'naming' as const, 'lastLines' as const].map((name) => [
    name,
    rows[name].bind(rows),
  ]);
  return { ...(Object.fromEntries(bound) as RowLedger), ...changes };
}
