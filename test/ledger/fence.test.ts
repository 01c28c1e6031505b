import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AccountLost } from '../../src/core/ledger.ts';
import { Fence } from '../../src/ledger/sqlite/fence.ts';
import { openDatabase } from '../../src/ledger/sqlite/open-database.ts';
import { folderWith } from '../support/folder.ts';

/** A fence on a database of its own, and how often its lock was let go. */
function makeFence() {
  const database = openDatabase(folderWith());
  onTestFinished(() => {
    if (database.isOpen) database.close();
  });
  const unlocked: string[] = [];
  const fenceOf = (account: string) => new Fence(database, account, () => unlocked.push(account));
  return { database, fenceOf, fence: fenceOf('acme'), unlocked };
}

/** Waits for the disk at each commit: 2, not: 1. */
function synchronous(database: ReturnType<typeof openDatabase>): unknown {
  return database.prepare('PRAGMA synchronous').get()?.synchronous;
}

describe('Fence', () => {
  it('gives what the work gives, and does all of it or none', () => {
    const { database, fence } = makeFence();
    const insert = database.prepare("INSERT INTO invited (account, user) VALUES ('acme', ?)");
    expect(fence.write(() => insert.run('a').changes)).toBe(1);
    const twice = () => {
      insert.run('b');
      insert.run('a');
    };
    expect(() => fence.write(twice)).toThrow(/UNIQUE/);
    expect(database.isTransaction).toBe(false);
    expect(database.prepare('SELECT user FROM invited').all()).toEqual([{ user: 'a' }]);
  });

  it('waits for the disk at each write but those that may be late, from the first on', () => {
    const { database, fence } = makeFence();
    const levels: unknown[] = [];
    const look = () => void levels.push(synchronous(database));
    for (const _ of [1, 2]) {
      fence.write(look);
      fence.writeSoon(look);
    }
    expect(levels).toEqual([2, 1, 2, 1]);
  });

  it('waits for the disk again after a write that failed', () => {
    const { database, fence } = makeFence();
    const fail = () => {
      throw new Error('no');
    };
    expect(() => fence.writeSoon(fail)).toThrow('no');
    expect([synchronous(database), database.isTransaction]).toEqual([2, false]);
  });

  it('lets only the newest of an account write, and does nothing of the work of others', () => {
    const { fence: first, fenceOf } = makeFence();
    const other = fenceOf('other');
    const second = fenceOf('acme');
    const work: string[] = [];
    expect(() => first.write(() => work.push('first'))).toThrow(new AccountLost('acme'));
    expect(() => first.writeSoon(() => work.push('first'))).toThrow(new AccountLost('acme'));
    second.write(() => work.push('second'));
    other.write(() => work.push('other'));
    expect(work).toEqual(['second', 'other']);
  });

  it('lets nobody take the account between its look and its write', () => {
    const { database, fence } = makeFence();
    const rival = new DatabaseSync(String(database.location()), { timeout: 0 });
    onTestFinished(() => rival.close());
    fence.write(() => {
      expect(() => new Fence(rival, 'acme', () => undefined)).toThrow('database is locked');
    });
    expect(() => new Fence(rival, 'acme', () => undefined)).not.toThrow();
    expect(() => fence.write(() => undefined)).toThrow(new AccountLost('acme'));
  });

  it('lets the lock go once, and nobody write any more', () => {
    const { fence, unlocked } = makeFence();
    fence.release();
    fence.release();
    expect(unlocked).toEqual(['acme']);
    expect(() => fence.write(() => undefined)).toThrow(new AccountLost('acme'));
  });

  it('leaves no transaction open when the disk is full, and goes on when it is not any more', () => {
    const { database, fence } = makeFence();
    const pages = Number(database.prepare('PRAGMA page_count').get()?.page_count);
    const insert = database.prepare("INSERT INTO invited (account, user) VALUES ('acme', ?)");
    const write = (fill: string) => fence.write(() => insert.run(fill));
    database.exec(`PRAGMA max_page_count = ${pages}`);
    expect(() => write('x'.repeat(100_000))).toThrow(/full/);
    expect(database.isTransaction).toBe(false);
    expect(database.prepare('SELECT count(*) AS rows FROM invited').get()).toEqual({ rows: 0 });
    database.exec('PRAGMA max_page_count = 100000');
    write('x'.repeat(100_000));
    expect(database.prepare('SELECT count(*) AS rows FROM invited').get()).toEqual({ rows: 1 });
  });

  it('throws when the database is closed', () => {
    const { database, fence } = makeFence();
    database.close();
    expect(() => fence.write(() => undefined)).toThrow(/not open|finalized/);
    expect(() => fence.writeSoon(() => undefined)).toThrow(/not open|finalized/);
  });
});
