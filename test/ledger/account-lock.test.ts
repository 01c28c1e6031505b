import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isLocked, lockAccount } from '../../src/ledger/sqlite/account-lock.ts';
import { folderWith } from '../support/folder.ts';
import { ON_WINDOWS } from '../support/platform.ts';

/** Takes a lock that is let go after the test at the latest. */
function lock(folder: string, account: string): (() => void) | undefined {
  const release = lockAccount(folder, account);
  if (!release) return undefined;
  let isHeld = true;
  const once = () => {
    if (isHeld) release();
    isHeld = false;
  };
  onTestFinished(once);
  return once;
}

describe('isLocked', () => {
  it('says whether somebody has the lock, and takes nothing', () => {
    const folder = folderWith();
    expect(isLocked(folder, 'acme')).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
    const release = lock(folder, 'acme');
    expect([isLocked(folder, 'acme'), isLocked(folder, 'other')]).toEqual([true, false]);
    release?.();
    expect(isLocked(folder, 'acme')).toBe(false);
    expect(lock(folder, 'acme')).toBeTypeOf('function');
  });
});

describe('lockAccount', () => {
  it('lets one hold an account at a time, and the next after it has let go', () => {
    const folder = folderWith();
    const release = lock(folder, 'acme');
    expect(release).toBeTypeOf('function');
    expect(lock(folder, 'acme')).toBeUndefined();
    release?.();
    expect(lock(folder, 'acme')).toBeTypeOf('function');
  });

  it('lets different accounts be held side by side', () => {
    const folder = folderWith();
    expect(lock(folder, 'acme')).toBeTypeOf('function');
    expect(lock(folder, 'other/../account')).toBeTypeOf('function');
  });

  it.skipIf(ON_WINDOWS)('writes files for the owner only, whose names do not tell the account', () => {
    const folder = folderWith();
    lock(folder, 'acme');
    const files = readdirSync(folder);
    expect(files.map((file) => file.replace(/[0-9a-f]{16}/, '<digest>'))).toEqual([
      'account-<digest>.lock',
      'account-<digest>.lock-journal',
    ]);
    expect(files.map((file) => (statSync(path.join(folder, file)).mode & 0o777).toString(8))).toEqual([
      '600',
      '600',
    ]);
  });

  it('throws what is no lock: a folder that is not there', () => {
    expect(() => lockAccount(path.join(folderWith(), 'nowhere'), 'acme')).toThrow(/unable to open/);
  });
});
