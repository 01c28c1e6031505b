import { ACTIONS } from '../../src/actions/index.ts';
import type { OnExists } from '../../src/core/action.ts';
import type { Plan } from '../../src/core/labels.ts';
import type { Ledger } from '../../src/core/ledger.ts';
import type { RowCounts, RunRecord } from '../../src/core/ledger-records.ts';
import type { ResultRow } from '../../src/core/result-row.ts';
import type { Task } from '../../src/core/task.ts';
import { nextUtcDay } from '../../src/core/utc-day.ts';
import { Breaker } from '../../src/engine/breaker.ts';
import { DayQuotas } from '../../src/engine/day-quotas.ts';
import { listPendingUsers } from '../../src/engine/list-pending-users.ts';
import { PendingUsers } from '../../src/engine/pending-users.ts';
import { performRows } from '../../src/engine/perform-rows.ts';
import { Protection } from '../../src/engine/protection.ts';
import { register } from '../../src/engine/register.ts';
import type { RunContext } from '../../src/engine/run-context.ts';
import { Stop } from '../../src/engine/stop.ts';
import { UserHistory } from '../../src/engine/user-history.ts';
import { DIGESTER } from './digester.ts';
import { AT, DAY_MS, sourceOf, taskRow } from './engine-rig.ts';
import { NEW_RUN } from './ledger-rig.ts';
import type { ModelAccount } from './model-account.ts';
import { ModelZoom, type SessionPlan } from './model-zoom.ts';
import { NO_OUTAGE } from './no-outage.ts';
import { toldTime } from './told-time.ts';

export type ModelRunOptions = {
  readonly tasks: readonly Task[];
  readonly account: ModelAccount;
  readonly plan: Plan;
  readonly onExists: OnExists;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** The ledger as a new process finds it. */
  readonly open: () => Promise<Ledger>;
};

const ACCOUNT = 'acme';

/** A run on record that goes through sessions, each with nothing in memory of the one before. */
export class ModelRun {
  /** What must never have happened. */
  readonly violations: string[] = [];
  readonly #options: ModelRunOptions;
  readonly #record: RunRecord;
  /** Looks at what a process has left, whatever became of it. */
  readonly #ledger: Ledger;
  readonly #inDoubt = new Set<string>();
  /** Shortly before midnight, so that some sessions go past it. */
  readonly #clock = { now: nextUtcDay(AT) - 30_000 };
  #results: readonly ResultRow[] = [];

  private constructor(options: ModelRunOptions, record: RunRecord, ledger: Ledger) {
    this.#options = options;
    this.#record = record;
    this.#ledger = ledger;
  }

  /** Puts the rows on record. */
  static async begin(options: ModelRunOptions): Promise<ModelRun> {
    const ledger = await options.open();
    const account = await ledger.hold(ACCOUNT);
    if (!account) throw new Error('another process holds the account');
    const record = await account.insertRun(NEW_RUN);
    const { signal } = new AbortController();
    const rules = {
      actions: ACTIONS,
      onExists: 'fail' as const,
      protection: new Protection([]),
      digester: DIGESTER,
      signal,
    };
    await register(sourceOf(options.tasks.map(taskRow)), account.rows(record), rules);
    await account.release();
    return new ModelRun(options, record, ledger);
  }

  get results(): readonly ResultRow[] {
    return this.#results;
  }

  /** One process works on the run until there is no more to do, the run is stopped or the process dies. */
  async session(plan: SessionPlan): Promise<RowCounts> {
    const ledger = await this.#options.open();
    const account = await ledger.hold(ACCOUNT);
    if (!account) throw new Error('another process holds the account');
    const close = async () => {
      await account.release();
      await ledger.close();
    };
    const stop = new Stop();
    const death = Promise.withResolvers<void>();
    const zoom = new ModelZoom({
      ...this.#options,
      plan,
      clock: this.#clock,
      inDoubt: this.#inDoubt,
      violations: this.violations,
      onStop: () => stop.stop({ kind: 'signal', signal: 'SIGINT' }),
      // Nothing can be recorded any more from this very moment on.
      onDeath: () => void close().then(death.resolve),
    });
    const { quotas: ofDays, invitations } = account;
    const { plan: limits, onExists, tasks } = this.#options;
    const now = () => this.#clock.now;
    const quotas = new DayQuotas({ ledger: ofDays, plan: limits, share: 1, now, onUsedUp: () => undefined });
    const context: RunContext = {
      services: {
        zoom,
        limiters: { light: zoom, medium: zoom },
        rows: account.rows(this.#record),
        digester: DIGESTER,
        invitations,
        quotas,
        breaker: new Breaker(stop),
        outages: NO_OUTAGE,
        stop,
        clock: toldTime(now, () => -1),
        emit: () => undefined,
      },
      rules: { actions: ACTIONS, plan: limits, onExists, protection: new Protection([]) },
      users: new UserHistory(ACTIONS),
      pending: new PendingUsers(() => listPendingUsers(context)),
    };
    const end = performRows(sourceOf(tasks.map(taskRow), 4), 4, context).catch((error: unknown) => {
      if (!zoom.isDead) throw error;
    });
    await Promise.race([end, death.promise]);
    if (!zoom.isDead) {
      if (zoom.openPermits > 0) this.violations.push('a permit was neither used nor given back');
      await close();
    }
    this.#results = (await Array.fromAsync(this.#ledger.results(this.#record))).flat();
    return this.#ledger.count(this.#record);
  }

  nextDay(): void {
    const now = Math.max(this.#clock.now, nextUtcDay(this.#clock.now) - 30_000);
    this.#clock.now = now + (now % 2 === 0 ? 40_000 : DAY_MS);
    this.#options.account.acceptInvitations();
  }

  /** Invitations of a day that the ledger has counted. */
  async invited(day: string): Promise<number> {
    return (await this.#ledger.quotaDay(ACCOUNT, day, 'create')).used;
  }

  async end(): Promise<void> {
    await this.#ledger.close();
  }
}
