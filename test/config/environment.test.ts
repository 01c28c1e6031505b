import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { withEnvFile } from '../../src/config/environment.ts';
import { complaintOf, folderWith } from '../support/folder.ts';

const SET = { ZOOM_ACCOUNT_ID: 'acme' };

describe('withEnvFile', () => {
  it('leaves the environment as it is when no file is given', () => {
    expect(withEnvFile(SET, undefined)).toBe(SET);
  });

  it('takes variables from the file unless they are set', () => {
    const folder = folderWith({
      '.env':
        '# Zoom\nZOOM_ACCOUNT_ID=from-file\nexport ZOOM_CLIENT_ID="quoted id"\nZOOM_CLIENT_SECRET=\'s#1\'\n',
    });
    expect(withEnvFile({ ZOOM_ACCOUNT_ID: 'set' }, path.join(folder, '.env'))).toEqual({
      ZOOM_ACCOUNT_ID: 'set',
      ZOOM_CLIENT_ID: 'quoted id',
      ZOOM_CLIENT_SECRET: 's#1',
    });
  });

  it.each([
    ['a file that is not there', 'missing.env', 'ENOENT'],
    ['a folder', '', 'EISDIR'],
  ])('says that it cannot read %s', async (_, name, why) => {
    const file = path.join(folderWith(), name);
    expect(await complaintOf(() => withEnvFile({}, file))).toBe(
      `--env-file: ${file} cannot be read (${why}). Give the path of a file of NAME=value lines.`,
    );
  });
});
