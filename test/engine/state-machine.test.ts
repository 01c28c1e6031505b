import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ACTIONS } from '../../src/actions/index.ts';
import type { OnExists } from '../../src/core/action.ts';
import type { ResultRow } from '../../src/core/outcome.ts';
import { type Task, userKeys } from '../../src/core/task.ts';
import { BlockedUsers } from '../../src/engine/blocked-users.ts';
import { Breaker } from '../../src/engine/breaker.ts';
import { DayQuotas } from '../../src/engine/day-quotas.ts';
import { provision } from '../../src/engine/perform-rows.ts';
import { Protection } from '../../src/engine/protection.ts';
import { register } from '../../src/engine/register.ts';
import { Stop } from '../../src/engine/stop.ts';
import { InvitationStore } from '../../src/ledger/sqlite/invitation-store.ts';
import { openDatabase } from '../../src/ledger/sqlite/open-database.ts';
import { nextUtcDay, QuotaStore } from '../../src/ledger/sqlite/quota-store.ts';
import { type RowCounts, RowStore } from '../../src/ledger/sqlite/row-store.ts';
import { ENDPOINTS } from '../../src/zoom/endpoints.ts';
import { PLANS } from '../../src/zoom/plans.ts';
import { AT, sourceOf, task, taskRow } from '../support/engine-rig.ts';
import { addRun, tempFolder } from '../support/ledger-rig.ts';
import { BAD, ModelAccount, perfectOutcome } from '../support/model-account.ts';
import { ModelZoom, type SessionPlan } from '../support/model-zoom.ts';

const CREATES_PER_DAY = 2;
const PLAN = { ...PLANS.pro, createsPerDay: CREATES_PER_DAY };

/** Who is in the account, and how the input's rows name them. */
const KNOWN = [
  { email: 'active@x.org', status: 'active', by: 'email' },
  { email: 'inactive@x.org', status: 'inactive', by: 'id' },
  { email: 'both@x.org', status: 'active', by: 'both' },
] as const;
const PENDING = { email: 'pending@x.org', status: 'pending' } as const;
const NEW = ['new1@x.org', 'new2@x.org', 'new3@x.org'];

type Draft = { readonly user: number; readonly action: number; readonly value: 'good' | 'bad' | 'none' };
type Scenario = {
  readonly drafts: readonly Draft[];
  readonly onExists: OnExists;
  readonly sessions: readonly (SessionPlan & { readonly nextDay: boolean })[];
  readonly seed: number;
};

const scenarios: fc.Arbitrary<Scenario> = fc.record({
  drafts: fc.array(
    fc.record({
      user: fc.nat(KNOWN.length + NEW.length),
      action: fc.nat(7),
      value: fc.constantFrom('good', 'good', 'good', 'none', 'bad'),
    }),
    { minLength: 1, maxLength: 14 },
  ),
  onExists: fc.constantFrom('fail', 'skip', 'update'),
  sessions: fc.array(
    fc.record({
      noise: fc.constantFrom(0, 20, 60),
      end: fc.option(
        fc.record({
          kind: fc.constantFrom('diesBefore', 'diesAfter', 'stops'),
          attempt: fc.oneof(fc.nat(4), fc.nat(20)),
        }),
        { nil: undefined },
      ),
      nextDay: fc.boolean(),
    }),
    { maxLength: 5 },
  ),
  seed: fc.nat(),
});

const CHANGES = ['update', 'update', 'activate', 'deactivate', 'password'] as const;
const CREATES = ['create', 'create', 'autoCreate', 'ssoCreate'] as const;

/** Rows as validation lets them pass: an address is created once at most, and a password is a new one. */
function tasksOf(drafts: readonly Draft[]): Task[] {
  const created = new Set<string>();
  return drafts.map(({ user, action, value }, index) => {
    const line = index + 2;
    const isNew = user >= KNOWN.length;
    const name = isNew ? ([...NEW, PENDING.email][user - KNOWN.length] ?? '') : '';
    // Somebody else has invited this user: when an update takes effect is a matter of chance.
    const known = created.has(PENDING.email) && name === PENDING.email ? KNOWN[0] : KNOWN[user];
    const email = known?.email ?? name;
    const dept = value === 'none' ? {} : { dept: value === 'bad' ? BAD : `department ${line}` };
    // By its address: it would share no key with rows that name the user by the id.
    const mayCreate = !created.has(email) && known?.by !== 'id' && (action >= 4 || email === PENDING.email);
    if (mayCreate) {
      created.add(email);
      const create = CREATES[action % CREATES.length] ?? 'create';
      return task(line, create, email, { fields: { type: 1, first_name: `name ${line}`, ...dept } });
    }
    const change = known ? (CHANGES[action % CHANGES.length] ?? 'update') : 'update';
    const fields = change === 'password' ? { password: `secret ${line}` } : change === 'update' ? dept : {};
    if (known?.by === 'id') return task(line, change, `id-${email}`, { fields });
    return task(line, change, email, { fields, ...(known?.by === 'both' && { userId: `id-${email}` }) });
  });
}

it('any run that is interrupted, loses answers and meets quotas ends as one that nothing happens to', async () => {
  await fc.assert(fc.asyncProperty(scenarios, check), { numRuns: 250 });
});

async function check({ drafts, onExists, sessions, seed }: Scenario): Promise<void> {
  const tasks = tasksOf(drafts);
  const run = await startRun(tasks, onExists, randomFrom(seed));
  const settled = new Map<number, ResultRow>();
  const plans = [...sessions, ...Array(30).fill({ noise: 0, end: undefined, nextDay: true })];
  let counts: RowCounts | undefined;
  for (const { nextDay, ...plan } of plans) {
    counts = await run.session(plan, (results, awaitingInvitation) => {
      expect(results.map(({ line }) => line)).toEqual(tasks.map(({ line }) => line));
      for (const result of results) {
        // What has been settled once is never touched again.
        expect(result).toEqual(settled.get(result.line) ?? result);
        if (isSettled(result) && !awaitingInvitation.has(result.line)) settled.set(result.line, result);
      }
    });
    if (counts.open + counts.deferred + counts.awaitingInvitation === 0 && plan.noise === 0 && !plan.end)
      break;
    if (nextDay) run.nextDay();
  }
  expect(counts).toMatchObject({ rows: tasks.length, open: 0, deferred: 0, awaitingInvitation: 0 });

  const perfect = perfectRun(tasks, onExists);
  expect(run.outcomes()).toEqual(perfect.outcomes);
  expect(stateOf(run.account)).toEqual(stateOf(perfect.account));
  expect(run.violations).toEqual([]);
  for (const [day, invited] of run.account.invitations) {
    expect(invited).toBeLessThanOrEqual(CREATES_PER_DAY);
    expect(run.used(day)).toBeGreaterThanOrEqual(invited);
  }
}

function isSettled({ outcome }: ResultRow): boolean {
  return !['skipped', 'deferred', 'unknown', 'failed', 'not_attempted'].includes(outcome);
}

/** A run on record that goes through sessions, each with nothing in memory of the one before. */
async function startRun(tasks: readonly Task[], onExists: OnExists, random: () => number) {
  const folder = tempFolder();
  const account = makeAccount(CREATES_PER_DAY);
  // Shortly before midnight, so that some sessions go past it.
  const clock = { now: nextUtcDay(AT) - 30_000 };
  const inDoubt = new Set<string>();
  const violations: string[] = [];
  const source = sourceOf(tasks.map(taskRow), 4);
  const protection = new Protection([]);
  const open = () => {
    const database = openDatabase(folder);
    // Only the process dies here, never the machine.
    database.exec('PRAGMA synchronous = OFF');
    return database;
  };
  const withLedger = <T>(use: (database: ReturnType<typeof openDatabase>) => T): T => {
    const database = open();
    try {
      return use(database);
    } finally {
      database.close();
    }
  };
  const first = open();
  const { number, account: name } = addRun(first);
  const { signal } = new AbortController();
  await register(source, new RowStore(first, number), { actions: ACTIONS, protection, signal });
  first.close();
  let last: ResultRow[] = [];

  async function session(
    plan: SessionPlan,
    look: (results: ResultRow[], awaitingInvitation: ReadonlySet<number>) => void,
  ): Promise<RowCounts> {
    const database = open();
    const stop = new Stop();
    const death = Promise.withResolvers<void>();
    const zoom = new ModelZoom({
      account,
      plan,
      random,
      clock,
      inDoubt,
      violations,
      onStop: () => stop.stop({ kind: 'signal', signal: 'SIGINT' }),
      onDeath: () => {
        database.close();
        death.resolve();
      },
    });
    const now = () => clock.now;
    const store = new QuotaStore(database);
    const quotas = new DayQuotas({
      store,
      account: name,
      plan: PLAN,
      share: 1,
      now,
      onUsedUp: () => undefined,
    });
    const context = {
      actions: ACTIONS,
      zoom,
      rows: new RowStore(database, number),
      quotas,
      labelOf: (endpoint: keyof typeof ENDPOINTS) => ENDPOINTS[endpoint].label,
      invitations: new InvitationStore(database, name),
      blocked: new BlockedUsers(),
      stop,
      onExists,
      protection,
      now,
      breaker: new Breaker(stop),
      emit: () => undefined,
    };
    const end = provision({ source, context, concurrency: 4 }).catch((error: unknown) => {
      if (database.isOpen) throw error;
    });
    await Promise.race([end, death.promise]);
    if (database.isOpen) database.close();
    return withLedger((reopened) => {
      const rows = new RowStore(reopened, number);
      last = [...rows.results('not reached')];
      const states = rows.between(0, Number.MAX_SAFE_INTEGER);
      look(
        last,
        new Set(states.flatMap(({ line, awaitingInvitation }) => (awaitingInvitation ? [line] : []))),
      );
      return rows.count();
    });
  }

  return {
    session,
    account,
    violations,
    outcomes: () => last.map(({ line, outcome }) => `${line} ${outcome}`),
    nextDay: () => {
      clock.now = Math.max(clock.now, nextUtcDay(clock.now) - 30_000);
      clock.now += clock.now % 2 === 0 ? 40_000 : 24 * 60 * 60 * 1000;
      account.acceptInvitations();
    },
    used: (day: string) => withLedger((database) => new QuotaStore(database).get(name, day, 'create').used),
  };
}

function makeAccount(createsPerDay: number): ModelAccount {
  return new ModelAccount(createsPerDay, [...KNOWN, PENDING], AT - 30 * 24 * 60 * 60 * 1000);
}

/** The same rows, one after the other, in a world without faults and limits. */
function perfectRun(tasks: readonly Task[], onExists: OnExists) {
  const account = makeAccount(Number.POSITIVE_INFINITY);
  const troubled = new Set<string>();
  const outcomes = tasks.map((its) => {
    const keys = userKeys(its);
    const isLeftOut = keys.some((key) => troubled.has(key));
    const outcome = isLeftOut ? 'skipped' : perfectOutcome(its, account, onExists, AT);
    const isTrouble = isLeftOut || ['exists', 'rejected', 'not_found'].includes(outcome);
    if (isTrouble) for (const key of keys) troubled.add(key);
    return `${its.line} ${outcome}`;
  });
  account.acceptInvitations();
  return { account, outcomes };
}

/** Everything about the account's users but when they were made. */
function stateOf(account: ModelAccount) {
  account.acceptInvitations();
  return account.users
    .map(({ createdAt, ...user }) => user)
    .sort((one, other) => one.email.localeCompare(other.email));
}

function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
