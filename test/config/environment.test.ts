import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { withEnvFile } from '../../src/config/environment.ts';
import { complaintOf, folderWith } from '../support/folder.ts';

const SET = { ZOOM_ACCOUNT_ID: 'acme' };

function envFile(content: string | Uint8Array): string {
  const file = path.join(folderWith(), '.env');
  writeFileSync(file, content);
  return file;
}

function utf16(text: string, { bigEndian = false, mark = true } = {}): Buffer {
  const bytes = Buffer.from(mark ? `\ufeff${text}` : text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
}

describe('withEnvFile', () => {
  it('leaves the environment as it is when no file is given', () => {
    expect(withEnvFile(SET, undefined)).toBe(SET);
  });

  it('takes variables from the file unless they are set', () => {
    const file = envFile(
      '# Zoom\nZOOM_ACCOUNT_ID=from-file\nexport ZOOM_CLIENT_ID="quoted id"\nZOOM_CLIENT_SECRET=\'s#1\'\n',
    );
    expect(withEnvFile({ ZOOM_ACCOUNT_ID: 'set' }, file)).toEqual({
      ZOOM_ACCOUNT_ID: 'set',
      ZOOM_CLIENT_ID: 'quoted id',
      ZOOM_CLIENT_SECRET: 's#1',
    });
  });

  it('takes them where they are set to nothing', () => {
    const file = envFile('ZOOM_ACCOUNT_ID=from-file');
    expect(withEnvFile({ ZOOM_ACCOUNT_ID: '', ZOOM_CLIENT_ID: ' ' }, file)).toEqual({
      ZOOM_ACCOUNT_ID: 'from-file',
      ZOOM_CLIENT_ID: ' ',
    });
  });

  it.each<[string, string | Uint8Array]>([
    ['a byte order mark', '\ufeffZOOM_CLIENT_ID=a1'],
    ['UTF-16LE', utf16('ZOOM_CLIENT_ID=a1\r\n')],
    ['UTF-16BE', utf16('ZOOM_CLIENT_ID=a1\r\n', { bigEndian: true })],
    ['UTF-16LE without a mark', utf16('ZOOM_CLIENT_ID=a1\r\n', { mark: false })],
    ['UTF-16BE without a mark', utf16('ZOOM_CLIENT_ID=a1\r\n', { mark: false, bigEndian: true })],
    ['CRLF', 'ZOOM_CLIENT_ID=a1\r\n'],
    ['blanks', '  ZOOM_CLIENT_ID = a1  '],
    ['tabs', 'ZOOM_CLIENT_ID\t=\ta1'],
    ['export', 'export   ZOOM_CLIENT_ID=a1'],
    ['double quotes', 'ZOOM_CLIENT_ID="a1" # of the app'],
    ['single quotes', "ZOOM_CLIENT_ID = 'a1'"],
    ['a comment', '# ZOOM_CLIENT_ID: b2\nZOOM_CLIENT_ID=a1 # of the app'],
    ['the same twice', 'ZOOM_CLIENT_ID=a1\nZOOM_CLIENT_ID=a1'],
  ])('reads %s', (_what, content) => {
    expect(withEnvFile({}, envFile(content))).toEqual({ ZOOM_CLIENT_ID: 'a1' });
  });

  it('lets lines about other programs be as they like', () => {
    const others =
      'NAME: value\nset OTHER=1\nKEY="-----BEGIN\nabc=\n-----END"\nA=“x”\nB=x#y\nB=z\nC="open\n# ZOOM: see the wiki';
    expect(withEnvFile({}, envFile(`${others}\nZOOM_CLIENT_ID=a1`))).toMatchObject({
      ZOOM_CLIENT_ID: 'a1',
      KEY: '-----BEGIN\nabc=\n-----END',
    });
  });

  const OTHERWISE = 'is not read so: write ZOOM_CLIENT_ID=value, and nothing before or between';

  it.each([
    ['ZOOM_CLIENT_ID: s3cret', OTHERWISE],
    ['ZOOM_CLIENT_ID:s3cret', OTHERWISE],
    ['ZOOM_CLIENT_ID : "s3cret"', OTHERWISE],
    ['ZOOM_CLIENT_ID s3cret', OTHERWISE],
    ['ZOOM_CLIENT_ID:=s3cret', OTHERWISE],
    ['ZOOM_CLIENT_ID==s3cret', OTHERWISE],
    ['ZOOM_CLIENT_ID', OTHERWISE],
    ['"ZOOM_CLIENT_ID": "s3cret",', OTHERWISE],
    ['"ZOOM_CLIENT_ID"="s3cret"', OTHERWISE],
    ['zoom_client_id: s3cret', OTHERWISE],
    ['set ZOOM_CLIENT_ID=s3cret', OTHERWISE],
    ['SET "ZOOM_CLIENT_ID=s3cret"', OTHERWISE],
    ['setx ZOOM_CLIENT_ID s3cret', OTHERWISE],
    ['setenv ZOOM_CLIENT_ID s3cret', OTHERWISE],
    ['declare -x ZOOM_CLIENT_ID="s3cret"', OTHERWISE],
    ['env ZOOM_CLIENT_ID=s3cret', OTHERWISE],
    ['$env:ZOOM_CLIENT_ID = "s3cret"', OTHERWISE],
    ['$ZOOM_CLIENT_ID = "s3cret"', OTHERWISE],
    ['- ZOOM_CLIENT_ID=s3cret', OTHERWISE],
    ['Environment=ZOOM_CLIENT_ID=s3cret', OTHERWISE],
    ['Environment="ZOOM_CLIENT_ID=s3cret"', OTHERWISE],
    ['ZOOM_CLIENT_ID=“s3cret”', 'ZOOM_CLIENT_ID has typographic quotes: write straight ones (") or none'],
    ['ZOOM_CLIENT_ID=„s3cret“', 'ZOOM_CLIENT_ID has typographic quotes'],
    ['ZOOM_CLIENT_ID=‘s3cret’', 'ZOOM_CLIENT_ID has typographic quotes'],
    [
      'ZOOM_CLIENT_ID=s3#cret',
      'ZOOM_CLIENT_ID has a #, where a comment begins: put the value into quotes (")',
    ],
    [
      'ZOOM_CLIENT_ID="s3cret',
      'ZOOM_CLIENT_ID begins with a quote (") that is not closed on this line: close it',
    ],
    ["ZOOM_CLIENT_ID='s3cret", "ZOOM_CLIENT_ID begins with a quote (') that is not closed"],
    [
      'ZOOM_CLIENT_ID="s3cret\nZOOM_ACCOUNT_ID="acme"',
      'ZOOM_CLIENT_ID begins with a quote (") that is not closed',
    ],
    ['KEY="s3cret\nZOOM_ACCOUNT_ID="acme"', 'KEY begins with a quote (") that is not closed'],
    ['ZOOM_CLIENT_ID="s3cret";', 'ZOOM_CLIENT_ID has something after its closing quote: delete it'],
    ['ZOOM_CLIENT_ID="s3cret",', 'ZOOM_CLIENT_ID has something after its closing quote: delete it'],
    ['ZOOM_CLIENT_ID="s3"cret"', 'ZOOM_CLIENT_ID has something after its closing quote: delete it'],
  ])('names the line %j', async (line, message) => {
    const file = envFile(`# Zoom\n\n${line}\n`);
    const complaint = await complaintOf(() => withEnvFile({}, file));
    expect(complaint).toMatch(/^--env-file: .* cannot be used:\n {2}line 3: /);
    expect(complaint).toContain(message);
    expect(complaint).not.toMatch(/s3cr|cret/);
  });

  it('names every line, and the two that give one name different values', async () => {
    const file = envFile('ZOOM_CLIENT_ID=a1\nZOOM_ACCOUNT_ID: b\nZOOM_CLIENT_ID=a2\nZOOM_CLIENT_SECRET: c');
    expect(await complaintOf(() => withEnvFile({}, file))).toBe(
      [
        `--env-file: ${file} cannot be used:`,
        'line 2: is not read so: write ZOOM_ACCOUNT_ID=value, and nothing before or between',
        'lines 1 and 3 give ZOOM_CLIENT_ID different values: delete one of them',
        'line 4: is not read so: write ZOOM_CLIENT_SECRET=value, and nothing before or between',
      ].join('\n  '),
    );
  });

  it.each([
    ['a file that is not there', 'missing.env', 'ENOENT'],
    ['a folder', '', 'it is a folder'],
  ])('says that it cannot read %s', async (_, name, why) => {
    const file = path.join(folderWith(), name);
    expect(await complaintOf(() => withEnvFile({}, file))).toBe(
      `--env-file: ${file} cannot be read (${why}). Give the path of a file of NAME=value lines.`,
    );
  });
});
