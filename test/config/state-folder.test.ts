import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { inputPath } from '../../src/config/standard-input.ts';
import { stateFolder } from '../../src/config/state-folder.ts';
import { UsageError } from '../../src/core/usage-error.ts';
import { folderWith } from '../support/folder.ts';
import { ON_WINDOWS } from '../support/platform.ts';

const BELOW_HOME = path.join('.local', 'state', 'zoom-provision');
const AT_HOME = path.join(os.homedir(), BELOW_HOME);

/** Undefined for a user whom the system does not know, as in some containers. */
const SYSTEM_HOME = (() => {
  try {
    return os.userInfo().homedir;
  } catch {
    return undefined;
  }
})();

describe('the ledger’s folder', () => {
  it.each([
    ['as given', '/srv/zp', { XDG_STATE_HOME: '/xdg' }, '/srv/zp'],
    ['as given, from here', 'state', {}, path.resolve('state')],
    ['where the XDG specification says', undefined, { XDG_STATE_HOME: '/xdg' }, '/xdg/zoom-provision'],
    ['at home, when XDG_STATE_HOME is not set', undefined, {}, AT_HOME],
    ['at home, when XDG_STATE_HOME is empty', undefined, { XDG_STATE_HOME: '' }, AT_HOME],
    ['at home, when XDG_STATE_HOME is relative', undefined, { XDG_STATE_HOME: 'xdg' }, AT_HOME],
  ])('is %s', (_, given, environment, folder) => {
    expect(stateFolder(given, environment)).toBe(folder);
  });

  // skip: Windows has no HOME
  describe.skipIf(ON_WINDOWS)('where HOME', () => {
    const withHome = (home: string) => {
      vi.stubEnv('HOME', home);
      onTestFinished(() => void vi.unstubAllEnvs());
    };

    it('is a folder, is below it', () => {
      const home = folderWith();
      withHome(home);
      expect(stateFolder(undefined, {})).toBe(path.join(home, BELOW_HOME));
    });

    it.each(['', 'home', './home'])('is %j, is at the home that the system knows, if it does', (home) => {
      withHome(home);
      const place = () => stateFolder(undefined, {});
      if (SYSTEM_HOME) expect(place()).toBe(path.join(SYSTEM_HOME, BELOW_HOME));
      else expect(place).toThrow('There is no home folder');
    });

    it('is not there, is asked for, unless one is given', () => {
      withHome('/nonexistent');
      expect(() => stateFolder(undefined, {})).toThrow(
        new UsageError(
          'The home folder /nonexistent is not there, so there is no place for the ledger: give one with --state <dir>, or set HOME to the path of a folder, from the root on.',
        ),
      );
      expect(stateFolder('/srv/zp', {})).toBe('/srv/zp');
    });
  });
});

describe('the path of an input', () => {
  it.each([
    ['-', '-'],
    ['/dev/stdin', '-'],
    ['/dev//fd/0', '-'],
    ['/proc/self/fd/0', '-'],
    ['/dev/fd/63', '/dev/fd/63'],
    ['people.csv', path.resolve('/srv', 'people.csv')],
  ])('%j is %j', (given, expected) => {
    expect(inputPath(given, '/srv')).toBe(expected);
  });
});
