import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { AccountLedger, Ledger } from '../../src/core/ledger.ts';
import type { FinishedRow, NewRow, NewRun, RunRecord } from '../../src/core/ledger-records.ts';
import { openSqliteLedger } from '../../src/ledger/sqlite/open-sqlite-ledger.ts';
import { folderWith } from './folder.ts';

/** A ledger on the disk that is closed after the test. */
export async function openLedger(folder = folderWith()): Promise<Ledger> {
  const ledger = await openSqliteLedger(folder);
  onTestFinished(() => ledger.close());
  return ledger;
}

/** An account that nobody else holds; it is let go after the test. */
export async function holdAccount(ledger: Ledger, account = 'acme'): Promise<AccountLedger> {
  const held = await ledger.hold(account);
  if (!held) throw new Error(`somebody else holds the account ${account}`);
  onTestFinished(() => held.release());
  return held;
}

export const AT = Date.UTC(2026, 10, 22, 21, 0, 0);

export const NEW_RUN: NewRun = {
  id: '20261122-213652-7f3a',
  input: '/data/people.csv',
  digest: 'd1ge57',
  settings: '{}',
  plan: 'pro',
  version: '1.2.3',
  outDir: '/data/reports/1',
  startedAt: AT,
};

export const NEW_ROW: NewRow = { line: 2, action: 'create', user: 'a@x.org' };

/** A last word, with what a test says otherwise. */
export function finishedRow(changes: Partial<FinishedRow> = {}): FinishedRow {
  return {
    line: 2,
    outcome: 'created',
    httpStatus: 201,
    zoomCode: undefined,
    reason: undefined,
    warnings: [],
    awaitsInvitation: false,
    attempts: 2,
    userId: 'id-a',
    trackingId: 'v=2.0;x',
    startedAt: AT,
    finishedAt: AT + 250,
    ...changes,
  };
}

/** A run on record, with what a test says otherwise. */
export function addRun(account: AccountLedger, changes: Partial<NewRun> = {}): Promise<RunRecord> {
  return account.insertRun({ ...NEW_RUN, ...changes });
}

/** Another process that works on a ledger; see ledger-process.ts for what it can do. */
export function startProcess(...args: string[]) {
  const script = fileURLToPath(new URL('./ledger-process.ts', import.meta.url));
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = once(child, 'exit');
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const closed = once(child, 'close');
  return {
    pid: child.pid,
    /** Resolves to its standard output when it has ended. */
    end: async () => {
      await closed;
      return output;
    },
    /** Resolves when it has written something. */
    ready: () => once(child.stdout, 'data'),
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
