import { chmodSync, linkSync, lstatSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openPrivateFolder } from '../../../src/support/files/private-folder.ts';
import { checkReplaceable, openSharedFolder } from '../../../src/support/files/shared-folder.ts';
import { ownUser } from '../../../src/support/files/who.ts';
import { folderWith } from '../folder.ts';
import { ON_WINDOWS } from '../platform.ts';

const modeOf = (file: string) => (lstatSync(file).mode & 0o7777).toString(8);
const open = (folder: string, user?: number) =>
  openPrivateFolder(folder, (name) => name.startsWith('ours'), user);

/** A folder of a mode with files of these names. */
function folderOf(mode: number, ...names: readonly string[]): string {
  const folder = path.join(folderWith(), 'state');
  mkdirSync(folder);
  for (const name of names) writeFileSync(path.join(folder, name), '', { mode: 0o666 });
  chmodSync(folder, mode);
  return folder;
}

describe.skipIf(ON_WINDOWS)('a private folder', () => {
  it('is made with all above it, for the user only', () => {
    const folder = path.join(folderWith(), 'a', 'b');
    expect(open(folder)).toBe(folder);
    expect([folder, path.dirname(folder)].map(modeOf)).toEqual(['700', '700']);
  });

  it('has its modes set right, and those of its files', () => {
    const folder = folderOf(0o777, 'ours.db', 'ours.lock');
    chmodSync(path.join(folder, 'ours.db'), 0o666);
    open(folder);
    expect([folder, ...readdirSync(folder).map((name) => path.join(folder, name))].map(modeOf)).toEqual([
      '700',
      '600',
      '600',
    ]);
  });

  it('is left as it is where other things are in it that others may look at', () => {
    const folder = folderOf(0o755, 'ours.db', 'photo.jpg');
    open(folder);
    expect([modeOf(folder), modeOf(path.join(folder, 'photo.jpg'))]).toEqual(['755', '644']);
  });

  it.each([
    [
      'other things are in it, and others may change it',
      0o777,
      'may be changed by everybody on this machine',
    ],
    ['all users put there what they like', 0o1777, 'is a folder for all users'],
  ])('is refused, and left as it is, where %s', (_, mode, why) => {
    const folder = folderOf(mode, 'photo.jpg');
    expect(() => open(folder)).toThrow(`${folder} ${why}`);
    expect(modeOf(folder)).toBe(mode.toString(8));
  });

  it.each<[string, (file: string) => void, string]>([
    ['a link', (file) => symlinkSync('/etc/passwd', file), 'is a link, where a file of its own should be'],
    [
      'a file that has another name',
      (file) => {
        writeFileSync(`${path.dirname(file)}/other`, '');
        linkSync(`${path.dirname(file)}/other`, file);
      },
      'has a second name elsewhere (it is a hard link)',
    ],
  ])('is refused with %s in the place of one of its files', (_, plant, why) => {
    const folder = folderOf(0o700);
    plant(path.join(folder, 'ours.db'));
    expect(() => open(folder)).toThrow(`${path.join(folder, 'ours.db')} ${why}`);
  });

  it('is refused with a file, or a folder, of another user', () => {
    const folder = folderOf(0o700, 'ours.db');
    const user = (ownUser() ?? 0) + 1;
    expect(() => open(folder, user)).toThrow(/belongs to user \d+, and not to you/);
  });
});

describe.skipIf(ON_WINDOWS)('a folder that is shared', () => {
  it.each([
    [0o755, '755'],
    [0o2775, '2775'],
    [0o1777, '1777'],
    [0o777, '700'],
  ])('of mode %o keeps it, unless everybody could change what is in it', (mode, after) => {
    const folder = folderOf(mode, 'photo.jpg');
    openSharedFolder(folder);
    expect(modeOf(folder)).toBe(after);
  });

  it('is refused where everybody could change what is in it, and it is not the user’s', () => {
    const folder = folderOf(0o777);
    expect(() => openSharedFolder(folder, (ownUser() ?? 0) + 1)).toThrow('may be changed by everybody');
  });
});

describe.skipIf(ON_WINDOWS)('what is to be replaced', () => {
  it('is not there, or a file, or a link', () => {
    const folder = folderOf(0o700, 'file');
    symlinkSync('nowhere', path.join(folder, 'link'));
    for (const name of ['file', 'link', 'not-there']) checkReplaceable(path.join(folder, name));
  });

  it('is no folder, and no file of another user among those of many', () => {
    const folder = folderOf(0o1777, 'file');
    mkdirSync(path.join(folder, 'folder'));
    expect(() => checkReplaceable(path.join(folder, 'folder'))).toThrow('is a folder, not a file');
    const other = (ownUser() ?? 0) + 1;
    expect(() => checkReplaceable(path.join(folder, 'file'), other)).toThrow(/belongs to user \d+, and not/);
  });
});
