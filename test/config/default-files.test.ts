import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { requestFromCommandLine } from '../../src/config/run-request.ts';
import { storeRequest } from '../../src/config/stored-request.ts';
import { complaintOf, folderWith } from '../support/folder.ts';
import { resumeOf } from '../support/resume-request.ts';

const request = (defaultFile: readonly string[], more: Readonly<Record<string, unknown>> = {}) =>
  requestFromCommandLine('/data/people.csv', { defaultFile, ...more }, {});

describe('a default in a file', () => {
  it.each([
    ['Hidden#1', 'Hidden#1'],
    ['Hidden#1\n', 'Hidden#1'],
    ['Hidden#1\r\n', 'Hidden#1'],
    ['\ufeff Hidden#1 \n', ' Hidden#1 '],
    ['@file=x\n', '@file=x'],
  ])('is what it holds, without the line break at its end: %j', async (text, value) => {
    const file = path.join(folderWith({ 'password.txt': text }), 'password.txt');
    const { settings } = await request([`password = ${file}`], { default: ['action=password'] });
    expect(settings.default).toEqual({ action: 'password', password: value });
  });

  it('is refused without a word of it when it cannot be read or is empty', async () => {
    const folder = folderWith({ 'empty.txt': '\n' });
    expect(await complaintOf(() => request([`password=${path.join(folder, 'empty.txt')}`]))).toMatch(
      /^--default-file: the file for password, \S+empty\.txt, is empty: /,
    );
    expect(await complaintOf(() => request([`password=${path.join(folder, 'gone.txt')}`]))).toMatch(
      /cannot be read \(ENOENT\): give the path of a file that holds the default\.$/,
    );
    expect(await complaintOf(() => request([`password=${folder}`]))).toMatch(
      /^--default-file: the file for password, \S+, cannot be used: \S+ is a folder, not a file\./,
    );
    expect(await complaintOf(() => request(['Hidden#1']))).not.toContain('Hidden');
  });

  it('is read again by resume, and asked for where the file is gone', async () => {
    const folder = folderWith({ 'password.txt': 'Hidden#1\n' });
    const began = await request([`pwd=${path.join(folder, 'password.txt')}`]);
    const stored = storeRequest(began);
    expect(stored).not.toContain('Hidden');
    expect((await resumeOf(stored, began.input)).settings.default).toEqual({ pwd: 'Hidden#1' });

    const elsewhere = stored.replace('password.txt', 'gone.txt');
    expect(await complaintOf(() => resumeOf(elsewhere, began.input))).toContain(
      'give it again with --default-file password=<file>',
    );
    const asked: string[] = [];
    const askSecret = async (question: string) => {
      asked.push(question);
      return 'Typed#2';
    };
    const { settings } = await resumeOf(elsewhere, began.input, { askSecret });
    expect(settings.default).toEqual({ password: 'Typed#2' });
    expect(asked).toEqual(['Run r-1 began with a default for password, which is not kept. password: ']);
  });
});
