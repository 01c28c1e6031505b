import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { stateFolder } from '../../src/config/state-folder.ts';

const AT_HOME = path.join(os.homedir(), '.local', 'state', 'zoom-provision');

it.each([
  ['as given', '/srv/zp', { XDG_STATE_HOME: '/xdg' }, '/srv/zp'],
  ['as given, from here', 'state', {}, path.resolve('state')],
  ['where the XDG specification says', undefined, { XDG_STATE_HOME: '/xdg' }, '/xdg/zoom-provision'],
  ['at home, when XDG_STATE_HOME is not set', undefined, {}, AT_HOME],
  ['at home, when XDG_STATE_HOME is empty', undefined, { XDG_STATE_HOME: '' }, AT_HOME],
  ['at home, when XDG_STATE_HOME is relative', undefined, { XDG_STATE_HOME: 'xdg' }, AT_HOME],
])('the ledger’s folder is %s', (_, given, environment, folder) => {
  expect(stateFolder(given, environment)).toBe(folder);
});
