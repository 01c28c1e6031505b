import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { UsageError } from '../../src/core/usage-error.ts';
import { openDatabase } from '../../src/ledger/sqlite/open-database.ts';
import { MIGRATIONS } from '../../src/ledger/sqlite/schema.ts';
import { folderWith } from '../support/folder.ts';
import { startProcess } from '../support/ledger-rig.ts';
import { ON_WINDOWS } from '../support/platform.ts';

const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);
const versionOf = (database: DatabaseSync) => database.prepare('PRAGMA user_version').get()?.user_version;

/** A database that is closed after the test. */
function open(folder = folderWith()): DatabaseSync {
  const database = openDatabase(folder);
  onTestFinished(() => {
    if (database.isOpen) database.close();
  });
  return database;
}

const invite = (database: DatabaseSync, user: string) =>
  database.prepare("INSERT INTO invited (account, user) VALUES ('acme', ?)").run(user);

const invited = (database: DatabaseSync) =>
  database
    .prepare('SELECT user FROM invited ORDER BY user')
    .all()
    .map(({ user }) => user);

describe('openDatabase', () => {
  it.skipIf(ON_WINDOWS)(
    'makes the folder and the files for their owner only, whatever the umask says',
    () => {
      const before = process.umask(0);
      try {
        const folder = path.join(folderWith(), 'state', 'zoom-provision');
        invite(open(folder), 'a@x.org');
        const modes = ['', 'ledger.db', 'ledger.db-wal', 'ledger.db-shm'].map((name) =>
          modeOf(path.join(folder, name)),
        );
        expect(modes).toEqual(['700', '600', '600', '600']);
      } finally {
        process.umask(before);
      }
    },
  );

  it('leads an empty file to the newest version, with commits that are on disk when they return', () => {
    const database = open();
    expect(versionOf(database)).toBe(MIGRATIONS.length);
    expect({
      journal: database.prepare('PRAGMA journal_mode').get()?.journal_mode,
      synchronous: database.prepare('PRAGMA synchronous').get()?.synchronous,
      foreignKeys: database.prepare('PRAGMA foreign_keys').get()?.foreign_keys,
    }).toEqual({ journal: 'wal', synchronous: 2, foreignKeys: 1 });
    expect(
      database
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        .all()
        .map(({ name }) => name),
    ).toEqual([
      ...[
        'holders',
        'invited',
        'kept',
        'quota',
        'readings',
        'roster',
        'rows',
        'runs',
        'sessions',
        'syncs',
        'timelines',
        'users',
      ],
    ]);
  });

  it('keeps what is in it when it is opened again', () => {
    const folder = folderWith();
    const first = openDatabase(folder);
    invite(first, 'kept');
    first.close();
    expect(invited(open(folder))).toEqual(['kept']);
  });

  it('lets two connections read and write at once', () => {
    const folder = folderWith();
    const [one, other] = [open(folder), open(folder)];
    invite(one, 'a');
    invite(other, 'b');
    expect([invited(one), invited(other)]).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });

  it('is made once by processes that come at the same time', async () => {
    const folder = path.join(folderWith(), 'new');
    const processes = Array.from({ length: 4 }, () => startProcess('open', folder));
    expect(await Promise.all(processes.map(({ end }) => end()))).toEqual(
      processes.map(() => `${MIGRATIONS.length}\n`),
    );
  });

  it('refuses the file of a newer program, and leaves it as it was', () => {
    const folder = folderWith();
    const newer = openDatabase(folder);
    newer.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}`);
    newer.close();
    const file = path.join(folder, 'ledger.db');
    expect(() => openDatabase(folder)).toThrow(
      new UsageError(
        `The ledger ${file} was written by a newer zoom-provision (its version is ${MIGRATIONS.length + 1}, this ` +
          `program knows ${MIGRATIONS.length}). Update zoom-provision, or give another folder with --state <dir>.`,
      ),
    );
    const after = new DatabaseSync(file);
    expect(versionOf(after)).toBe(MIGRATIONS.length + 1);
    after.close();
  });

  it.each([
    [
      'a file where the folder should be',
      (folder: string) => writeFileSync(folder, ''),
      /is a file, not a folder/,
    ],
    [
      'a folder where the file should be',
      (folder: string) => mkdirSync(path.join(folder, 'ledger.db'), { recursive: true }),
      /unable to open database file/,
    ],
    [
      'a file that is no database',
      (folder: string) => {
        mkdirSync(folder);
        writeFileSync(path.join(folder, 'ledger.db'), 'line,action,user\n'.repeat(100));
      },
      /file is not a database/,
    ],
  ])('says in a sentence that it cannot use %s', (_, prepare, why) => {
    const folder = path.join(folderWith(), 'state');
    prepare(folder);
    const attempt = () => openDatabase(folder);
    expect(attempt).toThrow(UsageError);
    expect(attempt).toThrow(why);
    expect(attempt).toThrow(/^The ledger.* cannot be used: .*\b[Gg]ive another folder with --state <dir>\.$/);
  });

  // skip: root may write everywhere
  it.skipIf(ON_WINDOWS || process.getuid?.() === 0)('says in a sentence that it may not write', () => {
    const folder = folderWith();
    chmodSync(folder, 0o500);
    expect(() => openDatabase(folder)).toThrow(UsageError);
  });
});
