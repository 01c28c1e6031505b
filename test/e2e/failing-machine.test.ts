import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/core/usage-error.ts';
import type { EndedRun } from '../../src/report/run-report.ts';
import { provision, resume, runs } from '../../src/runs/library.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { type FailingMachine, failFiles, failLedger, type When } from '../support/failing-machine.ts';
import { folderWith } from '../support/folder.ts';
import { startRig } from '../support/simulator-rig.ts';

const USERS = ['a', 'b', 'c'];

/** An invitation, which takes one of a quota, and two rows that do not; the last takes two calls. */
const inputOf = (domain: string) =>
  [
    'action,email,type,dept',
    `create,a@${domain},basic,`,
    `ssoCreate,b@${domain},basic,`,
    `ssoCreate,c@${domain},basic,IT`,
    '',
  ].join('\n');

type Break = (folder: string, when: When) => Promise<FailingMachine>;

/** A folder and a domain of its own for one run, and a look at what became of its users. */
function makeCase(simulator: Simulator, { at, andAllAfter }: When) {
  const domain = `at-${at}-${andAllAfter}.example.com`;
  const folder = folderWith({ 'people.csv': inputOf(domain) });
  const [state, out] = ['state', 'out'].map((name) => path.join(folder, name)) as [string, string];
  const results = path.join(out, 'results.csv');
  return {
    folder,
    job: { input: path.join(folder, 'people.csv'), plan: 'business', state, out } as const,
    /** Whom a method has changed in the account, each as often as it has. */
    changed: (method: string) =>
      simulator.journal
        .filter((entry) => entry.effect && entry.method === method && entry.user.endsWith(`@${domain}`))
        .map(({ user }) => user.slice(0, 1))
        .sort(),
    /** What the report says of each user; undefined when there is none. */
    reported: () =>
      existsSync(results)
        ? (parse(readFileSync(results), { columns: true }) as Record<string, string>[]).map((row) => ({
            user: String(row.user).slice(0, 1),
            outcome: /was created/.test(String(row.message)) ? 'created' : row.outcome,
          }))
        : undefined,
    files: () => (existsSync(out) ? readdirSync(out).sort() : []),
  };
}

/** Lets a write of a run fail, and goes on once that is put right. @returns how many writes there were */
async function runWith(simulator: Simulator, breakIt: Break, when: When): Promise<number> {
  const { folder, job, changed, reported, files } = makeCase(simulator, when);
  const { state, out } = job;
  const options = { environment: simulator.env };
  const begin = () => provision(job, options) as Promise<EndedRun>;
  const machine = await breakIt(folder, when);
  const ended = await begin()
    .catch((error: unknown) => error as Error)
    .finally(() => machine[Symbol.dispose]());
  const which = `write ${when.at}: ${ended instanceof Error ? ended : ended.stop?.kind}`;

  if (ended instanceof Error) {
    expect(ended, which).toBeInstanceOf(UsageError);
    expect(ended.message, which).not.toMatch(/rollback|suppressed/i);
    expect([changed('POST'), await runs({ state })], which).toEqual([[], []]);
  } else {
    if (ended.stop) expect(ended.stop, which).toMatchObject({ kind: 'broken', fault: {} });
    expect(
      Object.values(ended.summary.outcomes).reduce((sum, count) => sum + count, 0),
      which,
    ).toBe(USERS.length);
    if (ended.unwritten === undefined) expect(reported(), which).toHaveLength(USERS.length);
    for (const { user, outcome } of reported() ?? []) {
      const isMade = changed('POST').includes(user);
      expect(isMade ? ['created', 'unknown'] : ['unknown', 'not_attempted'], which).toContain(outcome);
    }
  }
  const mended =
    ended instanceof Error ? await begin() : await resume({ run: ended.summary.run_id, state, out }, options);
  expect(mended, which).toMatchObject({
    stop: undefined,
    unwritten: undefined,
    summary: { status: 'completed', outcomes: { created: USERS.length } },
  });
  expect(reported(), which).toEqual(USERS.map((user) => ({ user, outcome: 'created' })));
  expect(files(), which).toEqual(['report.html', 'results.csv', 'run.log', 'summary.json']);
  // To update twice comes to the same.
  expect([changed('POST'), new Set(changed('PATCH'))], which).toEqual([USERS, new Set(['c'])]);
  expect(await runs({ state }), which).toHaveLength(1);
  return machine.writes;
}

const FULL_FILES: Break = (folder, when) => failFiles(folder, 'ENOSPC', when);
const FULL_LEDGER: Break = async (_, when) => failLedger(13, 'database or disk is full', when);
const FAILING_LEDGER: Break = async (_, when) => failLedger(778, 'disk I/O error', when);

describe('a machine on which a write fails', { concurrent: false, timeout: 240_000 }, () => {
  it.each([
    ['each write to files, once', FULL_FILES, false, 1],
    ['each write to files and all that follow', FULL_FILES, true, 1],
    // There are a hundred, each on the disk when it returns: with every one this would take as long as all other tests.
    ['every third write to the ledger and all that follow', FULL_LEDGER, true, 3],
    ['every seventh write to the ledger, once', FAILING_LEDGER, false, 7],
  ] as const)('loses nothing and sends nothing twice: %s', async (_, breakIt, andAllAfter, step) => {
    const { simulator } = await startRig();
    let at = 1;
    while ((await runWith(simulator, breakIt, { at, andAllAfter })) >= at) at += step;
    expect(at).toBeGreaterThan(20);
  });
});
