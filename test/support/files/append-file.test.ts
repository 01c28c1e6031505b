import {
  chmodSync,
  closeSync,
  linkSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openForAppending } from '../../../src/support/files/append-file.ts';
import { makeFifo } from '../fifo.ts';
import { folderWith } from '../folder.ts';
import { ON_WINDOWS } from '../platform.ts';

const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);

describe.skipIf(ON_WINDOWS)('a file to append to', () => {
  it('is made with its folders, for the user only, and written on at its end', () => {
    const file = path.join(folderWith(), 'logs', 'run.log');
    for (const text of ['one\n', 'two\n']) {
      const opened = openForAppending(file);
      writeSync(opened, text);
      closeSync(opened);
    }
    expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
    expect([modeOf(file), modeOf(path.dirname(file))]).toEqual(['600', '700']);
  });

  it.each([
    [0o666, '600'],
    [0o644, '600'],
    [0o640, '640'],
  ])('of mode %o is the user’s only, but for a group that may read it', (mode, after) => {
    const file = path.join(folderWith({ log: '' }), 'log');
    chmodSync(file, mode);
    closeSync(openForAppending(file));
    expect(modeOf(file)).toBe(after);
  });

  it.each([
    ['/dev/stdout', 1],
    ['/dev/stderr', 2],
    ['/dev/fd/2', 2],
    ['/proc/self/fd/1', 1],
  ])('may be %s', (file, stream) => {
    expect(openForAppending(file)).toBe(stream);
  });

  it('may be one into which nothing is written', () => {
    closeSync(openForAppending('/dev/null'));
  });

  it.each<[string, (file: string) => void, string]>([
    ['a link', (file) => symlinkSync('victim', file), 'is a link, not a file'],
    ['a link to what is not there', (file) => symlinkSync('nowhere', file), 'is a link, not a file'],
    [
      'a second name',
      (file) => linkSync(path.join(file, '..', 'victim'), file),
      'has a second name elsewhere',
    ],
    ['a pipe', makeFifo, 'is a pipe, not a file'],
    ['a folder', (file) => mkdirSync(file), 'is a folder, not a file'],
  ])('is refused where it is %s', (_, plant, why) => {
    const folder = folderWith({ victim: 'as it was' });
    const file = path.join(folder, 'log');
    plant(file);
    expect(() => openForAppending(file)).toThrow(`${file} ${why}`);
    expect(readFileSync(path.join(folder, 'victim'), 'utf8')).toBe('as it was');
  });

  it('is refused where it is a device, and where it is another user’s', () => {
    expect(() => openForAppending('/dev/zero')).toThrow('/dev/zero is a device, not a file');
    const file = path.join(folderWith(), 'log');
    writeFileSync(file, '', { mode: 0o666 });
    chmodSync(file, 0o666);
    expect(() => openForAppending(file, statSync(file).uid + 1)).toThrow(/belongs to user|may be changed by/);
  });

  it('is not waited for below /proc, where no folder can be made', () => {
    expect(() => openForAppending('/proc/x/y/run.log')).toThrow(/ENOENT|ENOTDIR|EACCES|EPERM|ENOTSUP/);
  });
});
