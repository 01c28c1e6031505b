import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { OnExists } from '../../src/core/action.ts';
import type { Ledger } from '../../src/core/ledger.ts';
import type { RowCounts } from '../../src/core/ledger-records.ts';
import { PLANS } from '../../src/core/plans.ts';
import type { ResultRow } from '../../src/core/result-row.ts';
import type { Task } from '../../src/core/task.ts';
import { openSqliteLedger } from '../../src/ledger/sqlite/open-sqlite-ledger.ts';
import { AT, DAY_MS, task } from '../support/engine-rig.ts';
import { folderWith } from '../support/folder.ts';
import { MemoryLedger } from '../support/memory-ledger.ts';
import { BAD, ModelAccount } from '../support/model-account.ts';
import { ModelRun } from '../support/model-run.ts';
import { FAULTS, type SessionPlan } from '../support/model-zoom.ts';
import { perfectRun } from '../support/perfect-run.ts';

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
      action: fc.nat(9),
      value: fc.constantFrom('good', 'good', 'good', 'none', 'bad'),
    }),
    { minLength: 1, maxLength: 14 },
  ),
  onExists: fc.constantFrom('fail', 'skip', 'update'),
  sessions: fc.array(
    fc.record({
      noise: fc.constantFrom(0, 20, 60, 90),
      faults: fc.subarray([...FAULTS], { minLength: 1 }),
      end: fc.option(
        fc.record({
          kind: fc.constantFrom('diesWaiting', 'diesBefore', 'diesAfter', 'stopsWaiting', 'stops'),
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

const CHANGES = ['update', 'update', 'activate', 'deactivate', 'password', 'disassociate'] as const;
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

/** Where a run is kept from session to session: how a process opens its ledger. */
const LEDGERS = {
  'in memory': () => {
    const ledger = new MemoryLedger();
    return async () => ledger;
  },
  'on disk': () => {
    const folder = folderWith();
    return () => openSqliteLedger(folder);
  },
} satisfies Record<string, () => () => Promise<Ledger>>;

it.each([
  ['in memory', 500],
  ['on disk', 30],
] as const)(
  'any run, kept %s, that is interrupted, loses answers and meets quotas ends as one that nothing happens to',
  async (where, numRuns) => {
    await fc.assert(
      fc.asyncProperty(scenarios, (scenario) => check(scenario, LEDGERS[where]())),
      { numRuns },
    );
  },
);

async function check(scenario: Scenario, open: () => Promise<Ledger>): Promise<void> {
  const { onExists, seed } = scenario;
  const tasks = tasksOf(scenario.drafts);
  const account = makeAccount(CREATES_PER_DAY);
  const run = await ModelRun.begin({ tasks, account, plan: PLAN, onExists, random: randomFrom(seed), open });
  try {
    await goThrough(run, scenario);
    const perfect = makeAccount(Number.POSITIVE_INFINITY);
    const outcomes = perfectRun(tasks, perfect, onExists);
    expect(run.results.map(({ line, outcome }) => `${line} ${outcome}`)).toEqual(outcomes);
    expect(stateOf(account)).toEqual(stateOf(perfect));
    expect(run.violations).toEqual([]);
    for (const [day, invited] of account.invitations) {
      expect(invited).toBeLessThanOrEqual(CREATES_PER_DAY);
      expect(await run.invited(day)).toBeGreaterThanOrEqual(invited);
    }
  } finally {
    await run.end();
  }
}

/** The sessions of the scenario, and quiet ones until nothing is left to do. */
async function goThrough(run: ModelRun, { drafts, sessions }: Scenario): Promise<void> {
  const settled = new Map<number, ResultRow>();
  const quiet = { noise: 0, faults: [], end: undefined, nextDay: true };
  let counts: RowCounts | undefined;
  for (const { nextDay, ...plan } of [...sessions, ...Array<typeof quiet>(30).fill(quiet)]) {
    counts = await run.session(plan);
    expect(run.results.map(({ line }) => line)).toEqual(drafts.map((_, index) => index + 2));
    for (const result of run.results) {
      // What has been settled once is never touched again.
      expect(result).toEqual(settled.get(result.line) ?? result);
      if (isSettled(result)) settled.set(result.line, result);
    }
    const left = counts.open + counts.deferred + counts.awaitingInvitation;
    if (left === 0 && plan.noise === 0 && !plan.end) break;
    if (nextDay) run.nextDay();
  }
  expect(counts).toMatchObject({ rows: drafts.length, open: 0, deferred: 0, awaitingInvitation: 0 });
}

function isSettled({ outcome, awaitsInvitation }: ResultRow): boolean {
  const isOpen = ['skipped', 'deferred', 'unknown', 'failed', 'not_attempted'].includes(outcome);
  return !isOpen && !awaitsInvitation;
}

function makeAccount(createsPerDay: number): ModelAccount {
  return new ModelAccount(createsPerDay, [...KNOWN, PENDING], AT - 30 * DAY_MS);
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
