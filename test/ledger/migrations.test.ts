import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../src/core/ledger.ts';
import { Locked } from '../../src/core/locked.ts';
import { NO_COUNTS } from '../../src/core/run-counts.ts';
import { lockAccount } from '../../src/ledger/sqlite/account-lock.ts';
import { openSqliteLedger } from '../../src/ledger/sqlite/open-sqlite-ledger.ts';
import { MIGRATIONS } from '../../src/ledger/sqlite/schema.ts';
import { complaintOf, folderWith } from '../support/folder.ts';
import { AT, finishedRow, holdAccount, openLedger, startProcess } from '../support/ledger-rig.ts';
import { FRESH, NOT_REACHED } from './contract/sample-rows.ts';

const DAY = '2026-11-22';
const ISO = '2026-11-22T21:00:00.000Z';
const LATER = '2026-11-22T21:00:00.250Z';

/** A ledger as a version of before left it, with a run that was stopped in the midst of its rows. */
function writeOldLedger(version: number): string {
  const folder = folderWith();
  const database = new DatabaseSync(path.join(folder, 'ledger.db'));
  for (const step of MIGRATIONS.slice(0, version)) database.exec(step);
  database.exec(`PRAGMA user_version = ${version};
    INSERT INTO runs (number, id, account, input, digest, settings, plan, version, status, stop, out_dir, started_at,
        finished_at, active_ms, requests, retries, per_second, daily, concurrent, resume_after)
      VALUES (7, 'old', 'acme', '/data/people.csv', 'd1ge57', '{"yes":true}', 'pro', '0.1.0', 'stopped',
        '{"kind":"breaker","message":"no"}', '/data/reports/old', ${AT}, ${AT + 250}, 250, 9, 4, 3, 2, 1, 86400000);
    INSERT INTO rows (run, line, action, user, state, created, held_back, after_line, outcome, http_status, zoom_code,
        message, attempts, user_id, tracking_id, started_at, finished_at) VALUES
      (7, 2, 'create', 'a@x.org', 2, 0, 0, NULL, 'failed', 500, 3000, 'no luck', 2, 'id-a', 'v=2.0;x', ${AT}, ${AT + 250}),
      (7, 3, 'create', 'a@x.org', 2, 0, 0, 2, 'skipped', NULL, NULL, 'left out: line 2', 0, '', '', NULL, ${AT + 250}),
      (7, 4, 'create', 'a@x.org', 2, 1, 1, NULL, 'created', 201, NULL, '', 1, 'id-d', '', ${AT}, ${AT + 250}),
      (7, 5, 'create', 'a@x.org', 1, 0, 0, NULL, NULL, NULL, NULL, NULL, 1, NULL, NULL, ${AT}, NULL),
      (7, 6, 'create', 'a@x.org', 0, 0, 0, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL);
    INSERT INTO quota (account, day, kind, used, closed) VALUES ('acme', '${DAY}', 'create', 5, 1);
    INSERT INTO invited (account, user) VALUES ('acme', 'a@x.org');`);
  database.close();
  return folder;
}

const STOP = { kind: 'breaker', message: 'no' };

const RUN = {
  number: 7,
  id: 'old',
  account: 'acme',
  input: '/data/people.csv',
  digest: 'd1ge57',
  settings: '{"yes":true}',
  plan: 'pro',
  version: '0.1.0',
  status: 'stopped',
  stop: STOP,
  outDir: '/data/reports/old',
  startedAt: AT,
  finishedAt: AT + 250,
  activeMs: 250,
  counts: { ...NO_COUNTS, requests: 9, retries: 4, perSecond: 3, daily: 2, concurrent: 1 },
  resumeAfter: 86_400_000,
};

const RESULTS = [
  {
    ...NOT_REACHED,
    outcome: 'failed',
    httpStatus: 500,
    zoomCode: 3000,
    reason: { kind: 'recorded', message: 'no luck' },
    attempts: 2,
    userId: 'id-a',
    trackingId: 'v=2.0;x',
    startedAt: ISO,
    finishedAt: LATER,
  },
  {
    ...NOT_REACHED,
    line: 3,
    outcome: 'skipped',
    reason: { kind: 'recorded', message: 'left out: line 2' },
    finishedAt: LATER,
  },
  {
    ...NOT_REACHED,
    line: 4,
    outcome: 'created',
    httpStatus: 201,
    reason: undefined,
    awaitsInvitation: true,
    attempts: 1,
    userId: 'id-d',
    startedAt: ISO,
    finishedAt: LATER,
  },
  {
    ...NOT_REACHED,
    line: 5,
    outcome: 'unknown',
    reason: { kind: 'interrupted' },
    attempts: 1,
    startedAt: ISO,
  },
  { ...NOT_REACHED, line: 6, reason: { kind: 'notReached', stop: STOP } },
];

async function firstRun(ledger: Ledger) {
  const [run] = await ledger.runs();
  if (!run) throw new Error('there is no run in the ledger');
  return run;
}

describe.each([1, 2, 3])('a ledger of version %i', (version) => {
  it('is read as what it says: its runs, rows, quotas and invitations', async () => {
    const ledger = await openLedger(writeOldLedger(version));
    const run = await firstRun(ledger);
    const { quotas, invitations } = await holdAccount(ledger);
    expect(run).toEqual(RUN);
    expect((await Array.fromAsync(ledger.results(run))).flat()).toEqual(RESULTS);
    expect(await quotas.get(DAY, 'create')).toEqual({ used: 5, closed: true });
    expect(await invitations.hasAny(['a@x.org'])).toBe(true);
  });

  it('has its rows taken up where they were left', async () => {
    const ledger = await openLedger(writeOldLedger(version));
    const rows = (await holdAccount(ledger)).rows(await firstRun(ledger));
    const counts = { rows: 5, invalid: 0, open: 4, deferred: 0, awaitingInvitation: 1, reportedDeferred: 0 };
    expect(await rows.count()).toEqual(counts);
    expect(await rows.get(3)).toEqual({
      ...FRESH,
      line: 3,
      state: 'done',
      outcome: 'skipped',
      reason: { kind: 'recorded', message: 'left out: line 2' },
      afterLine: 2,
    });
  });

  it('says nothing of an old sentence once its row has a new last word', async () => {
    const ledger = await openLedger(writeOldLedger(version));
    const run = await firstRun(ledger);
    await (await holdAccount(ledger)).rows(run).finish(finishedRow());
    const [first] = (await Array.fromAsync(ledger.results(run))).flat();
    expect(first).toMatchObject({ outcome: 'created', reason: undefined });
  });
});

it('keeps the limiters that version 2 recorded', async () => {
  const folder = writeOldLedger(2);
  const light = { calls: 10, limit: 80, sendingMs: 1_000, slowedMs: 200, pausedMs: 100 };
  const database = new DatabaseSync(path.join(folder, 'ledger.db'));
  database.prepare('UPDATE runs SET lanes = ?').run(JSON.stringify({ light }));
  database.close();
  const run = await firstRun(await openLedger(folder));
  expect(run.counts.limiters).toEqual({ light });
});

it('is not held by whoever held it before anybody said who that is', async () => {
  const ledger = await openLedger(writeOldLedger(3));
  expect(await ledger.holder('acme')).toBeUndefined();
  await holdAccount(ledger);
  expect(await ledger.holder('acme')).toMatchObject({ pid: process.pid, runId: undefined });
});

it('never changes a step that has been released', () => {
  const digests = MIGRATIONS.map((step) => createHash('sha256').update(step).digest('hex').slice(0, 16));
  expect(digests.slice(0, 2)).toEqual(['bd4b09154b3e23ba', '0e0fb3e9c0023f17']);
});

describe('the copy of a ledger before it is led to this version', () => {
  const copyOf = (folder: string) => path.join(folder, `ledger.db.before-${MIGRATIONS.length}`);

  it('is made first, for its owner only, and is the only one', async () => {
    const folder = writeOldLedger(3);
    writeFileSync(path.join(folder, 'ledger.db.before-2'), 'old');
    await openLedger(folder);
    expect(readdirSync(folder).filter((name) => name.includes('before'))).toEqual([
      path.basename(copyOf(folder)),
    ]);
    expect(statSync(copyOf(folder)).mode & 0o077).toBe(0);
    const copy = new DatabaseSync(copyOf(folder));
    expect(copy.prepare('PRAGMA user_version').get()).toEqual({ user_version: 3 });
    expect(copy.prepare('SELECT id FROM runs').all()).toEqual([{ id: 'old' }]);
    copy.close();
  });

  it('must be had: without one nothing is changed', async () => {
    const folder = writeOldLedger(3);
    // Nothing can be written there, as on a full disk.
    mkdirSync(path.join(`${copyOf(folder)}.part`, 'x'), { recursive: true });
    expect(await complaintOf(() => openSqliteLedger(folder))).toMatch(
      /is of an older version, and was left as it is, since it could not be copied before it is changed: /,
    );
    const database = new DatabaseSync(path.join(folder, 'ledger.db'));
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 3 });
    database.close();
  });

  it('goes with the first run that is forgotten', async () => {
    const folder = writeOldLedger(3);
    const ledger = await openLedger(folder);
    await (await holdAccount(ledger)).deleteRun(await firstRun(ledger));
    expect(readdirSync(folder).filter((name) => name.includes('before'))).toEqual([]);
  });

  it('is not made while a run of an older program writes, which knows no checksums', async () => {
    const folder = writeOldLedger(3);
    const unlock = lockAccount(folder, 'acme');
    await expect(openSqliteLedger(folder)).rejects.toThrow(Locked);
    unlock?.();
    await openLedger(folder);
  });

  it('is made once by processes that come at the same time', async () => {
    const folder = writeOldLedger(3);
    const processes = [1, 2, 3].map(() => startProcess('open', folder));
    expect(await Promise.all(processes.map(({ end }) => end()))).toEqual(
      processes.map(() => `${MIGRATIONS.length}\n`),
    );
    expect(await (await openLedger(folder)).faults()).toEqual([]);
  });
});
