import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';
import { openDatabase } from '../../src/ledger/sqlite/open-database.ts';
import { insertRun, type NewRun, type RunRecord } from '../../src/ledger/sqlite/run-store.ts';

/** An empty folder that is removed after the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'zoom-provision-ledger-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A ledger that is closed after the test. */
export function openLedger(folder = tempFolder()): DatabaseSync {
  const database = openDatabase(folder);
  onTestFinished(() => {
    if (database.isOpen) database.close();
  });
  return database;
}

export const NEW_RUN: NewRun = {
  id: '20261122-213652-7f3a',
  account: 'acme',
  input: '/data/people.csv',
  digest: 'd1ge57',
  settings: '{}',
  plan: 'pro',
  version: '1.2.3',
  outDir: '/data/reports/1',
  startedAt: Date.UTC(2026, 10, 22, 21, 36, 52),
};

export function addRun(database: DatabaseSync, changes: Partial<NewRun> = {}): RunRecord {
  return insertRun(database, { ...NEW_RUN, ...changes });
}

/** Another process that works on a ledger; see process.ts for what it can do. */
export function startProcess(...args: string[]) {
  const script = new URL('./ledger-process.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = once(child, 'exit');
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const closed = once(child, 'close');
  return {
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
