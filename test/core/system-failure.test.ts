import { mkdirSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { asFailure, asUnnamedFailure, brokenBy, SystemFailure } from '../../src/core/system-failure.ts';
import type { SystemFault } from '../../src/core/system-fault.ts';
import { UsageError } from '../../src/core/usage-error.ts';

/** An error as Node throws it for a call of the system. */
function systemError(code: string, words = 'words of the system'): Error {
  return Object.assign(new Error(`${code}: ${words}, write '/x'`), { code, errno: -1, syscall: 'write' });
}

/** An error as node:sqlite throws it. */
function sqliteError(errcode: number, message: string): Error {
  return Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR', errcode, errstr: message });
}

const said = (error: unknown, thing: SystemFault['thing'] = 'ledger') => {
  const failure = asFailure(error, thing, '/disk/it');
  return failure instanceof SystemFailure ? failure.message : undefined;
};

describe('a failure of the system', () => {
  it.each([
    ['ledger', 'The ledger /disk/it cannot be used: ', ', or give another folder with --state <dir>.'],
    ['log', 'The log /disk/it cannot be written: ', ', or give another file with --log-file <file>.'],
    ['report', 'The report cannot be written to /disk/it: ', ', or give another folder with --out <dir>.'],
    ['job', 'The job /disk/it cannot be written: ', ', or give another with --out <file>.'],
    [
      'copy',
      'The input cannot be copied to /disk/it, which a stream has to be: ',
      ', or name another folder in TMPDIR, or give the input as a file.',
    ],
    ['input', 'Cannot read /disk/it: ', ', or give the path of another file.'],
    ['connection', 'No connection to Zoom can be opened: ', '.'],
    ['machine', '/disk/it cannot be used: ', '.'],
  ] as const)('of the %s says what it is about, and what else there is to do', (thing, begins, ends) => {
    expect(said(systemError('ENOSPC'), thing)).toBe(
      `${begins}its disk is full (ENOSPC). Make room there${ends}`,
    );
  });

  it.each([
    ['EDQUOT', 'your quota of its disk is used up'],
    ['EFBIG', 'a file may not grow so large here'],
    ['EROFS', 'its disk can only be read'],
    ['EACCES', 'you may not do that there'],
    ['EPERM', 'you may not do that there'],
    ['EIO', 'its disk failed'],
    ['ESTALE', 'its network drive has gone'],
    ['ENOENT', 'there is no such file or folder'],
    ['ENOTDIR', 'a part of this path is a file, and not a folder'],
    ['ENAMETOOLONG', 'the name is too long'],
    ['EMFILE', 'this process may not open more files'],
    ['ENFILE', 'this machine has too many files open'],
    ['ENOMEM', 'this machine is out of memory'],
    ['EUNKNOWN', 'the system refused'],
  ])('%s is put in words', (code, why) => {
    expect(said(systemError(code))).toContain(`: ${why} (${code}`);
  });

  it.each([
    [13, 'database or disk is full', 'its disk is full'],
    [778, 'disk I/O error', 'writing to its disk failed'],
    [266, 'disk I/O error', 'its disk failed'],
    [8, 'attempt to write a readonly database', 'it can only be read'],
    [1032, 'attempt to write a readonly database', 'it was removed or replaced while it was in use'],
    [5, 'database is locked', 'another program keeps it locked'],
    [14, 'unable to open database file', 'it, or a file beside it, cannot be opened'],
    [7, 'out of memory', 'this machine is out of memory'],
  ])("SQLite's code %i (%s) is put in words, too", (errcode, message, why) => {
    expect(said(sqliteError(errcode, message))).toContain(`cannot be used: ${why} (${message}). `);
  });

  it('is told from what is wrong with a statement, and from every other error', () => {
    const database = new DatabaseSync(':memory:');
    const caught = (work: () => unknown): unknown => {
      try {
        return work();
      } catch (error) {
        return error;
      }
    };
    const others = [
      caught(() => database.exec('SELECT nothing')),
      caught(() => database.exec('CREATE TABLE t (a UNIQUE); INSERT INTO t VALUES (1), (1)')),
      new TypeError('a bug'),
      Object.assign(new Error('no'), { code: 'ERR_INVALID_ARG_TYPE' }),
      new UsageError('said already'),
      'no error at all',
    ];
    database.close();
    expect(others.map((error) => asFailure(error, 'ledger', 'x'))).toEqual(others);
  });

  it('has its path, where nobody has said what it is about', () => {
    const caught = (work: () => unknown) => {
      try {
        work();
      } catch (error) {
        return asUnnamedFailure(error) as Error;
      }
      return undefined;
    };
    expect(caught(() => readFileSync('/no/such'))?.message).toBe(
      '/no/such cannot be used: there is no such file or folder (ENOENT). Check the spelling, or make the folder.',
    );
    expect(caught(() => mkdirSync('/'.padEnd(5000, 'x')))?.message).toMatch(/the name is too long/);
    const noFolder = Object.assign(systemError('ENOENT'), { syscall: 'uv_cwd' });
    expect((asUnnamedFailure(noFolder) as Error).message).toBe(
      'The program cannot go on: the folder in which it was started is not there any more. Change to another folder ' +
        '(`cd`) and start it again.',
    );
  });

  it('after something was sent says what becomes of that, and no other folder', () => {
    const fault = { thing: 'ledger', path: '/disk/it', code: 'EIO', detail: 'EIO' } as const;
    const failure = new SystemFailure(fault, { more: 'What was done is recorded.' });
    expect(failure).toMatchObject({
      afterSending: true,
      message:
        'The ledger /disk/it cannot be used: its disk failed (EIO). Look whether the disk is sound and still there. ' +
        'What was done is recorded.',
    });
  });

  it('breaks a run with what it is about; a bug breaks it with its own words', () => {
    const failure = asFailure(systemError('ENOSPC'), 'log', '/disk/run.log');
    const fault = { thing: 'log', path: '/disk/run.log', code: 'ENOSPC', detail: 'ENOSPC' };
    const message = 'The log /disk/run.log cannot be written: its disk is full (ENOSPC)';
    expect(brokenBy(failure)).toEqual({ kind: 'broken', message, fault });
    expect(brokenBy(new TypeError('a bug'))).toEqual({ kind: 'broken', message: 'a bug' });
  });
});
