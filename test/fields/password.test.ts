import { describe, expect, it } from 'vitest';
import { describeColumn } from '../../src/fields/columns.ts';
import { readText } from '../../src/fields/read-text.ts';
import { readInput, refusal, summarize } from '../support/read-input.ts';

const { field } = describeColumn('password');

function verdict(password: string): string {
  if (!field) throw new Error('no column password');
  const result = readText(field, password);
  if ('messages' in result) return `problem: ${result.messages.join('; ')}`;
  return result.warning === undefined ? 'sent' : `warning: ${result.warning}`;
}

describe('a password is refused', () => {
  it.each([
    ['="Secret-12x"', 'is a formula of a spreadsheet'],
    [' ="Secret-12x"', 'is a formula of a spreadsheet'],
    ['=“Secret-12x”', 'is a formula of a spreadsheet'],
    ['=T("Secret-12x")', 'is a formula of a spreadsheet'],
    ['12345678901234500000', 'was rounded by a spreadsheet'],
    ['*|PASSWORD|*', 'is a placeholder that was not filled in'],
    ['=TEXT(A1,"0000")', 'is a formula of a spreadsheet'],
    ['=ZUFALLSBEREICH(1;9)', 'is a formula of a spreadsheet'],
    ['=A1&"x"&B2', 'is a formula of a spreadsheet'],
    ['@SUM(A1:A9)', 'is a formula of a spreadsheet'],
    ["'=Secret-12x", 'has the apostrophe before it'],
    ["'-Secret-12x", 'has the apostrophe before it'],
    ['"Secret-12x"', 'stands in quotes'],
    [' "Secret-12x"', 'stands in quotes'],
    ["'Secret-12x'", 'stands in quotes'],
    ['“Secret-12x”', 'stands in quotes'],
    ['********', 'has no letter and no digit'],
    ['••••••••', 'has no letter and no digit'],
    ['●●●●●●●●', 'has no letter and no digit'],
    ['########', 'has no letter and no digit'],
    ['????????', 'has no letter and no digit'],
    ['--------', 'has no letter and no digit'],
    ['        ', 'has no letter and no digit'],
    ['\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0', 'has no letter and no digit'],
    ['xxxxxxxx', 'was masked by a program'],
    ['XXXX-XXXX', 'was masked by a program'],
    ['[REDACTED]', 'was masked by a program'],
    ['<redacted>', 'was masked by a program'],
    ['***REDACTED***', 'was masked by a program'],
    ['[Filtered]', 'was masked by a program'],
    ['ENC[AES256_GCM,data:x]', 'is encrypted'],
    ['ENC(abcdefgh)', 'is encrypted'],
    ['vault:v1:abcdef', 'is encrypted'],
    ['1.23457E+11', 'was rounded by a spreadsheet'],
    ['1,23457E+11', 'was rounded by a spreadsheet'],
    ['1E+0000011', 'was rounded by a spreadsheet'],
    ['12345678.0', 'is a number to which a program added decimals'],
    ['NULL', 'stands for nothing'],
    ['(null)', 'stands for nothing'],
    ['<null>', 'stands for nothing'],
    ['undefined', 'stands for nothing'],
    ['Not set', 'stands for nothing'],
    ['not applicable', 'stands for nothing'],
    ['N/A', 'stands for nothing'],
    ['None', 'stands for nothing'],
    ['#N/A', 'is an error of the spreadsheet'],
    ['#VALUE!', 'is an error of the spreadsheet'],
    ['#GETTING_DATA', 'is an error of the spreadsheet'],
    ['#¡DESBORDAMIENTO!', 'is an error of the spreadsheet'],
    ['{SSHA}abcdefghijkl', 'is the hash of a password'],
    ['{MD5}rL0Y20zC+Fzt72VPzMSk2A==', 'is the hash of a password'],
    ['$2b$12$abcdefghijklmnopqrstuv', 'is the hash of a password'],
    ['$6$salt$abcdefghijklmnop', 'is the hash of a password'],
    ['$argon2id$v=19$abc', 'is the hash of a password'],
    ['System.Security.SecureString', 'is what a program writes of an object'],
    ['System.String[]', 'is what a program writes of an object'],
    ['[object Object]', 'is what a program writes of an object'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder of another program
    ['${PASSWORD}', 'is a placeholder'],
    ['{{password}}', 'is a placeholder'],
    ['%PASSWORD%', 'is a placeholder'],
    ['$(get-password)', 'is a placeholder'],
    ['<password>', 'is a placeholder'],
    ['<your password here>', 'is a placeholder'],
    ['[Initial Password]', 'is a placeholder'],
    ['Tea&amp;Milk58', 'has an HTML entity in it'],
    ['Tea&#39;Milk58', 'has an HTML entity in it'],
    ['Tea\\u0026Milk58', 'has an escape of JSON in it'],
    ['PÃ¤sswort-58', 'was read in a wrong encoding'],
    ['Sm√∂rg√•s-16', 'was read in a wrong encoding'],
  ])('%j', (password, message) => {
    expect(verdict(password)).toMatch(/^problem: .*: write the password itself$/);
    expect(verdict(password)).toContain(message);
  });

  it.each([
    ['Secr\ufffdt-12x', 'has a character that was lost when the file was saved'],
    ['Secret\t-12x', 'has a tab (U+0009)'],
    ['Secret-12x\n', 'has a line break (U+000A)'],
  ])('for one character: %j', (password, message) => expect(verdict(password)).toContain(message));
});

describe('a password has a warning', () => {
  it.each([
    [' Secret-12x', 'has a blank at its beginning, which is sent as a part of it'],
    ['Secret-12x ', 'has a blank at its end, which is sent as a part of it'],
    [' Secret-12x ', 'has a blank at its beginning and at its end, which is sent as a part of it'],
    ['Secret-12x\u00a0', 'has a blank at its end, which is sent as a part of it'],
    ['\u202fSecret-12x', 'has a blank at its beginning, which is sent as a part of it'],
    ['\u3000Secret-12x', 'has a blank at its beginning, which is sent as a part of it'],
    ['Secret-12x\u200b', 'has a blank at its end, which is sent as a part of it'],
    ['\ufeffSecret-12x', 'has a blank at its beginning, which is sent as a part of it'],
    ['Secret\u00a012x', 'has a character in it that cannot be seen'],
    ['Secret\u200b12x', 'has a character in it that cannot be seen'],
    ["'Secret-12x", 'begins with an apostrophe, which is sent as a part of it'],
    [
      'aaaaaaaa',
      'has no digit, not both capital and small letters, a run of equal characters, as in aaaa: Zoom may refuse it',
    ],
    ['11111111', 'has no letter, a run of equal characters, as in aaaa: Zoom may refuse it'],
    ['12345678', 'has no letter, a run of consecutive characters, as in 1234 or abcd: Zoom may refuse it'],
    ['Secret-abcd-1', 'has a run of consecutive characters, as in 1234 or abcd: Zoom may refuse it'],
    ['Secret-9876', 'has a run of consecutive characters, as in 1234 or abcd: Zoom may refuse it'],
    ['Secret-1111', 'has a run of equal characters, as in aaaa: Zoom may refuse it'],
    ['Secret-words', 'has no digit: Zoom may refuse it'],
    ['secret-12x', 'has not both capital and small letters: Zoom may refuse it'],
    ['SECRET-12X', 'has not both capital and small letters: Zoom may refuse it'],
    ['8206-4172-95', 'has no letter: Zoom may refuse it'],
    ['!@%^&+()', 'has no letter, no digit: Zoom may refuse it'],
  ])('%j', (password, warning) => expect(verdict(password)).toBe(`warning: ${warning}`));
});

describe('a password is good', () => {
  it.each([
    ...[
      'Secret-12x',
      'Orchard-Bicycle-73',
      'Teapot "Blue" 58',
      'Smörgås, Tåg 16',
      'Tea"pot&Blue<58>é',
      'Granite,Pillow%92',
    ],
    ...[
      '=Secret-12x',
      '-Secret-12x',
      '+Secret-12x',
      '@Secret-12x',
      '#Secret-12x',
      '***Welcome1***',
      'Se***1xy',
    ],
    ...[
      '#K7q2M9xA!',
      'P%40ssw0rd',
      'None-Of-12',
      'Null-12-null',
      'a&b;C-12x',
      '$ecret-12X',
      '{Secret-12}',
      '(Secret12x)',
      '<Abc91745>',
    ],
    ...['Ünïcode-12x', 'пароль-Ъ12', '12-März-26Ab', 'X1;Y2,Z3|w', 'Abc123Def', 'correct Horse 7'],
  ])('%s', (password) => expect(verdict(password)).toBe('sent'));
});

describe('nothing of a secret is shown', () => {
  it.each([
    ['password', '="Hunter-12x"'],
    ['password', "'Hunter-12x'"],
    ['password', 'Hunter-12x&amp;'],
    ['password', 'HÃ¤nter-Hunter-12x'],
    ['password', ' hunter-Hunter '],
    ['dept', '="Hunter-12x"'],
    ['dept', 'Hunter&amp;12x'],
    ['dept', "'=Hunter-12x"],
    ['user_id', '="Hunter-12x"'],
  ])('in a row with a password, in %s: %s', async (column, text) => {
    const cells = {
      action: 'password',
      email: 'ann@example.com',
      password: 'Other-Secret-7',
      [column]: text,
    };
    const quoted = Object.values(cells).map((cell) => `"${cell.replaceAll('"', '""')}"`);
    const rows = await readInput(`${Object.keys(cells).join(',')}\n${quoted.join(',')}`);
    const shown = rows.map((row) => (row.kind === 'task' ? row.task.warnings : row.problems));
    expect(JSON.stringify(shown)).not.toMatch(/unter|12x/i);
    expect(shown.flat()).not.toEqual([]);
  });

  it.each(['12345', '="918273"', '918273.0', "'91827", 'NULL', '********'])(
    'of a host key: %s',
    async (key) => {
      const lines = await summarize(
        `action,email,host_key\nupdate,ann@example.com,"${key.replaceAll('"', '""')}"`,
      );
      expect(lines).toEqual([expect.stringMatching(/^2 update ann@example\.com \| host_key: /)]);
      expect(lines.join()).not.toMatch(/91827|12345|found/);
    },
  );

  it.each(['="Hunter-12x"', '********', '1.23457E+11', 'Hunter&amp;12x', 'hunter'])(
    'of a default: %s',
    async (password) => {
      const message = await refusal('action,email\npassword,ann@example.com', { defaults: { password } });
      expect(message).toMatch(/^The default for password cannot be used: (?:is|was|has) /);
      expect(message).not.toMatch(/hunter|12x|E\+11/i);
    },
  );

  it('and a default that is odd has the warning in each row', async () => {
    const rows = await readInput('action,email\npassword,ann@example.com', {
      defaults: { password: 'aaaaaaaa' },
    });
    expect(rows).toMatchObject([
      {
        task: { warnings: [{ column: 'password', message: expect.stringContaining('Zoom may refuse it') }] },
      },
    ]);
  });
});

describe('a host key in a wrong cell', () => {
  it.each([
    ['a cell too few', 'action,email,type,dept,host_key', 'update,ann@example.com,918273,Sales'],
    ['a cell too many', 'action,email,type,dept,host_key', 'update,ann@example.com,,basic,Sales,918273'],
    ['shifted to the left', 'action,email,type,host_key,dept', 'update,ann@example.com,918273,Sales,'],
    ['shifted to the right', 'action,email,host_key,type', 'update,ann@example.com,,918273'],
    ['in the place of the action', 'action,email,host_key', '918273,ann@example.com,'],
    ['in the place of the address', 'action,email,host_key', 'update,918273,'],
    ['in the place of an id', 'action,user_id,type,host_key', 'update,918273,nonsense,'],
    ['as a plan', 'action,email,zoom_one_type,host_key', 'update,ann@example.com,918273,'],
    ['in a cell with its neighbour', 'action,email,type,host_key', 'update,ann@example.com,"basic;918273",'],
    ['in JSON', 'action,email,feature', 'update,ann@example.com,"{""host_key"":""918273""}"'],
    ['in JSON as a password', 'action,email,feature', 'update,ann@example.com,"{""password"":""918273""}"'],
    ['in a quote that stays open', 'action,email,host_key,dept', 'update,ann@example.com,"918273,Sales'],
    ['in a column that is passed over', 'action,email,type,Host Key', 'update,ann@example.com,918273,'],
    ['with marks of a spreadsheet', 'action,email,type,host_key', 'update,ann@example.com,"=""918273""",'],
  ])('is not quoted: %s', async (_, header, row) => {
    const rows = await readInput(`${header}\n${row}\n`, {
      ignore: header.includes('Host Key') ? ['Host Key'] : [],
    });
    const shown = rows.map((its) =>
      its.kind === 'task' ? its.task.warnings : [its.user, ...its.problems.map(({ message }) => message)],
    );
    expect(shown.flat().length).toBeGreaterThan(0);
    expect(JSON.stringify(shown)).not.toContain('918273');
  });

  it('leaves what cannot be one to be quoted', async () => {
    const [row] = await readInput('action,email,type,host_key\nupdate,ann@example.com,nonsense,\n');
    expect(JSON.stringify(row)).toContain('found \\"nonsense\\"');
  });

  it('in the first row of a file without a header is not quoted', async () => {
    for (const row of [
      'Ann,Smith,Manager,Hunter2!x',
      'Ann,Smith,Manager,918273',
      'Manager,918273,Hunter2!x,Dept',
    ]) {
      const message = await refusal(`${row}\n${row}`);
      expect(message).not.toMatch(/918273|Hunter/);
    }
  });
});
