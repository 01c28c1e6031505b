import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Reason } from '../../src/core/reason.ts';
import { OUTCOME_NAMES } from '../../src/core/vocabulary.ts';
import { ledgerFile } from '../../src/ledger/sqlite/open-database.ts';
import { openSqliteLedger } from '../../src/ledger/sqlite/open-sqlite-ledger.ts';
import { copyAsKilled, QUOTA, type Truth, truthOf } from './damage-ledger.ts';
import { AT, addRun, finishedRow } from './ledger-rig.ts';

const ROWS = 60;

/** The same ledger in two folders below one: closed, and as a process left it that was killed. What it says is the truth. */
export async function makeLedgers(folder: string): Promise<{
  readonly closed: string;
  readonly killed: string;
  readonly truth: Truth;
}> {
  const closed = path.join(folder, 'closed');
  const killed = path.join(folder, 'killed');
  mkdirSync(killed);
  const ledger = await openSqliteLedger(closed);
  const held = await ledger.hold(QUOTA.account);
  if (!held) throw new Error('somebody else holds the account');
  for (const id of ['r-1', 'r-2']) {
    const run = await addRun(held, { id });
    const rows = held.rows(run);
    const lines = Array.from({ length: ROWS }, (_, index) => index + 2);
    await rows.insert(lines.map((line) => ({ line, action: 'create', user: `person${line}@example.com` })));
    await held.beginRun(run);
    for (const line of lines) {
      await held.quotas.take(QUOTA.day, QUOTA.kind, 1_000);
      await rows.start(line, 1, AT + line);
      // The second run is in the midst of its rows.
      if (id === 'r-2' && line > ROWS / 2) continue;
      const outcome = OUTCOME_NAMES[line % OUTCOME_NAMES.length] ?? 'created';
      const reason: Reason | undefined =
        line % 3 === 0 ? { kind: 'refused', message: `no ${line}` } : undefined;
      const awaitsInvitation = outcome === 'created' && line % 2 === 0;
      const kept = awaitsInvitation ? { kept: taskOf(line) } : {};
      await rows.finish(
        finishedRow({ line, outcome, reason, awaitsInvitation, ...kept, startedAt: AT + line }),
      );
      await held.invitations.add([`person${line}@example.com`]);
    }
    if (id === 'r-1') {
      await held.endRun(run, END);
      moveCommits(closed);
    }
  }
  const truth = await truthOf(ledger);
  copyAsKilled(closed, killed);
  await held.release();
  await ledger.close();
  return { closed, killed, truth };
}

const END = {
  status: 'stopped',
  stop: { kind: 'broken', message: 'no' },
  finishedAt: AT + 1_000,
  activeMs: 1_000,
  counts: { requests: 9, retries: 1, perSecond: 0, daily: 0, concurrent: 0, limiters: {} },
  resumeAfter: undefined,
} as const;

/** So that the newest commits are those of the second run. */
function moveCommits(folder: string): void {
  const database = new DatabaseSync(ledgerFile(folder));
  database.exec('PRAGMA wal_checkpoint(RESTART)');
  database.close();
}

function taskOf(line: number) {
  const email = `person${line}@example.com`;
  return {
    line,
    action: 'create',
    user: email,
    email,
    fields: { dept: 'Sales' },
    query: {},
    warnings: [],
  } as const;
}
