import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/core/json.ts';
import { readInput, summarize } from '../support/read-input.ts';

const cellOf = (text: string) => `"${text.replaceAll('"', '""')}"`;
const file = (column: string, text: string) =>
  `action,email,${column}\nupdate,ann@example.com,${cellOf(text)}\n`;

describe('a cell becomes a value', () => {
  const cells: [column: string, text: string, value: JsonValue][] = [
    ['type', '1', 1],
    ['type', 'Basic', 1],
    ['type', 'LICENSED', 2],
    ['type', 'on-prem', 3],
    ['type', 'On Prem', 3],
    ['type', 'unassigned', 4],
    ['type', 'none', 99],
    ['type', '99', 99],
    ['first_name', '  Ann  ', 'Ann'],
    ['first_name', 'x'.repeat(64), 'x'.repeat(64)],
    ['first_name', '\u{1f600}'.repeat(64), '\u{1f600}'.repeat(64)],
    ['last_name', '欧阳上官司', '欧阳上官司'],
    ['display_name', '欧阳上官司欧阳上官司', '欧阳上官司欧阳上官司'],
    ['dept', '0042', '0042'],
    ['dept', 'Sales\nNorth', 'Sales\nNorth'],
    ['pmi', '1234567890', 1234567890],
    ['host_key', '001234', '001234'],
    ['use_pmi', 'TRUE', true],
    ['use_pmi', 'yes', true],
    ['use_pmi', 'on', true],
    ['use_pmi', '1', true],
    ['use_pmi', 'false', false],
    ['use_pmi', 'No', false],
    ['use_pmi', 'off', false],
    ['use_pmi', '0', false],
    ['pronouns_option', '3', 3],
    ['zoom_one_type', '0', 0],
    ['zoom_one_type', '256', 256],
    ['zoom_one_type', '1152921504606846976', 1152921504606846976n],
    ['zoom_one_type', '4398046511104', 4398046511104],
    ['zoom_one_type', '18014398509481984', 18014398509481984n],
    ['zoom_one_type', '72057594037927936', 72057594037927936n],
    ['zoom_one_type', '144115188075855872', 144115188075855872n],
    ['zoom_one_type', '576460752303423488', 576460752303423488n],
    ['plan_united_type', '131072', '131072'],
    ['plan_united_type', '262144', '262144'],
    ['plan_united_type', 'None', 'none'],
    ['division_ids', '["d1"]', ['d1']],
    ['feature', '{"zoom_phone":true}', { zoom_phone: true }],
    [
      'license_info_list',
      '[{"license_type":"ZOOM_WORKPLACE_BUNDLE","license_option":72057594037927936,"subscription_id":"S"}]',
      [{ license_type: 'ZOOM_WORKPLACE_BUNDLE', license_option: 72057594037927936n, subscription_id: 'S' }],
    ],
    [
      'phone_numbers',
      '[{"label":"Mobile","country":"US","code":"+1","number":"5550100"}]',
      [{ label: 'Mobile', country: 'US', code: '+1', number: '5550100' }],
    ],
    ['custom_attributes', ' [{"key":"k","name":"n","value":""}] ', [{ key: 'k', name: 'n', value: '' }]],
    ['manager', 'Greta Holm', 'Greta Holm'],
    ['manager', 'greta@example.com', 'greta@example.com'],
    ['timezone', 'America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['timezone', 'UTC', 'UTC'],
    ['language', 'pt-BR', 'pt-BR'],
    ['about_me', 'I <3 Zoom,\nreally', 'I <3 Zoom,\nreally'],
    ['linkedin_url', 'https://www.linkedin.com/in/ann', 'https://www.linkedin.com/in/ann'],
    ['vanity_name', 'ann.meets', 'ann.meets'],
  ];

  it.each(cells)('%s: %s', async (column, text, value) => {
    expect(await readInput(file(column, text))).toMatchObject([
      { kind: 'task', task: { fields: { [column]: value } } },
    ]);
  });

  it.each([
    ['login_type', '101', '101'],
    ['login_type', '0', '0'],
    ['remove_tsp_credentials', 'Yes', 'true'],
  ])('for the query string, %s: %s', async (column, text, value) => {
    const rows = await readInput(`action,email,dept,${column}\nupdate,ann@example.com,Sales,${text}`);
    expect(rows).toMatchObject([{ task: { fields: { dept: 'Sales' }, query: { [column]: value } } }]);
  });
});

describe('a cell is refused', () => {
  const long = (length: number) => 'x'.repeat(length);

  it.each([
    ['type', '5', 'found "5": write basic, licensed, unassigned or none (or 1, 2, 4, 99)'],
    ['first_name', long(65), 'has 65 characters, at most 64 are allowed'],
    ['last_name', '欧阳上官司马', 'found "欧阳上官司马": has 6 Chinese characters, at most 5 are allowed'],
    ['display_name', long(129), 'has 129 characters, at most 128'],
    ['display_name', '欧'.repeat(11), 'has 11 Chinese characters, at most 10'],
    ['company', long(256), 'at most 255'],
    ['job_title', long(129), 'at most 128'],
    ['location', long(257), 'at most 256'],
    ['about_me', long(151), 'at most 150'],
    ['about_me', 'see HTTPS://example.com', 'may not have links or HTML'],
    ['about_me', 'one\n<b>two</b>', 'may not have links or HTML'],
    ['linkedin_url', 'https://example.com', 'write an address at linkedin.com'],
    ['first_name', 'Ann\nMarie', 'found "Ann<U+000A>Marie": has a line break (U+000A) at position 4'],
    ['dept', 'a\u0000b', 'has a NUL byte (U+0000) at position 2'],
    ['dept', '😀\u001bb', 'has a control character (U+001B) at position 2'],
    ['dept', '#REF!', 'is an error of the spreadsheet'],
    ['pmi', '123456789', 'write ten digits'],
    ['pmi', '0123456789', 'write ten digits without spaces, the first not 0'],
    ['pmi', '1.23457E+09', 'was rounded by a spreadsheet'],
    ['host_key', '12345', 'host_key: write 6 to 10 digits'],
    ['host_key', '12345678901', 'host_key: write 6 to 10 digits'],
    ['use_pmi', 'x', 'write true or false'],
    ['pronouns_option', '4', 'write 1 (ask every time)'],
    ...['-16', '016', '1,024', '4 398 046 511 104', 'sixteen', '0x10', '9223372036854775808'].map(
      (plan): [string, string, string] => ['zoom_one_type', plan, 'is no number of a Zoom Workplace plan'],
    ),
    ['zoom_one_type', '72057594037927940', 'was rounded by a program: write 72057594037927936'],
    ['zoom_one_type', '7.20576E+16', 'was rounded by a spreadsheet: format the column as text'],
    ['zoom_one_type', '7,20576E+16', 'was rounded by a spreadsheet: format the column as text'],
    ['zoom_one_type', '4.39805E+12', 'was rounded by a spreadsheet: format the column as text'],
    ['zoom_one_type', '72057594037927900', 'was rounded by a program: write 72057594037927936'],
    ['zoom_one_type', '72057600000000000', 'was rounded by a program: write 72057594037927936'],
    ['zoom_one_type', '18014398509482000', 'was rounded by a program: write 18014398509481984'],
    ['zoom_one_type', '144115188075855870', 'was rounded by a program: write 144115188075855872'],
    ['zoom_one_type', '144115188075856000', 'was rounded by a program: write 144115188075855872'],
    ['zoom_one_type', '576460752303423500', 'was rounded by a program: write 576460752303423488'],
    ['zoom_one_type', '4398050000000', 'was rounded by a program: write 4398046511104'],
    ['zoom_one_type', '1152921504606850000', 'was rounded by a program: format the column as text'],
    ['feature', '{"zoom_one_type":72057594037927940}', 'was rounded by a program: write 72057594037927936'],
    ['feature', '{"zoom_one_type":7.2e16}', 'was rounded by a program'],
    ['feature', '{"zoom_one_type":1.5}', 'is no number of a Zoom Workplace plan'],
    ['feature', '{"zoom_one_type":0}', 'is no number of a Zoom Workplace plan'],
    ['plan_united_type', '0', 'is no Zoom United plan'],
    ['plan_united_type', '1.5', 'is no Zoom United plan'],
    ['plan_united_type', 'pro', 'is no Zoom United plan'],
    ['manager', 'greta@@example.com', 'is no e-mail address'],
    ['timezone', 'Central European Time', 'write a timezone such as Europe/Berlin'],
    ['language', 'en US!', 'write a language such as en-US'],
    ['group_id', 'Sales team', 'write the id of a group'],
    ['phone_numbers', '+49 30 1', 'is no JSON: write it like [{"label":"Mobile"'],
    ['phone_numbers', '[{"label":"Pager","number":"123"}]', 'in item 1, label: '],
    [
      'phone_numbers',
      '[{"number":"123","type":"x"}]',
      'in item 1: has a name that Zoom does not know; it knows label, country, code, number',
    ],
    ['phone_numbers', `[${Array(4).fill('{"number":"123"}')}]`, 'has more than 3 numbers'],
    ['custom_attributes', `[${Array(6).fill('{"key":"k","value":"v"}')}]`, 'has more than 5 attributes'],
    ['custom_attributes', '[{"key":"k","value":1}]', 'in item 1, value: '],
    ['custom_attributes', '[{"key":"k","value":"a\\u0000"}]', 'in item 1, value: has a NUL byte'],
    ['division_ids', '["a","b"]', 'has more than one division'],
    ['division_ids', 'a', 'is no JSON: write it like ["ZnQ4w9…"]'],
    ['feature', '{"zoom_phone":"yes"}', 'in zoom_phone: '],
    ['feature', '{}', 'is empty'],
    ['feature', '[]', 'found "[]": '],
    ['feature', '{"__proto__":1}', 'has a name that Zoom does not know'],
    ['license_info_list', '[{"license_type":"MEETING","license_option":2}]', 'in item 1, subscription_id: '],
    [
      'license_info_list',
      '[{"license_type":"MEETING","license_option":16,"subscription_id":"S"}]',
      'in item 1, license_option: for MEETING this must be 2',
    ],
    [
      'license_info_list',
      '[{"license_type":"ZOOM_WORKPLACE_BUNDLE","license_option":2,"subscription_id":"S"}]',
      'in item 1, license_option: is no number of a Zoom Workplace plan',
    ],
    [
      'license_info_list',
      '[{"license_type":"ZOOM_WORKPLACE_BUNDLE","license_option":72057594037927940,"subscription_id":"S"}]',
      'write 72057594037927936',
    ],
    ['login_type', '2', 'write the number of a login'],
    ['remove_tsp_credentials', 'maybe', 'write true or false'],
    ['custom.cbf_1', 'a\u0007', 'has a control character (U+0007)'],
  ])('%s: %s', async (column, text, message) => {
    const [line = ''] = await summarize(file(column, text));
    expect(line).toMatch(/^2 update ann@example\.com \| /);
    expect(line).toContain(`${column}: `);
    expect(line).toContain(message);
  });

  it('with at most 60 characters of what was found', async () => {
    const [line = ''] = await summarize(file('dept', `${long(3_000_000)}`));
    expect(line).toBe(
      `2 update ann@example.com | dept: found "${long(60)}…": has 3000000 characters, at most 4096 are allowed: shorten it`,
    );
  });

  it('that is nested too deeply to be meant', async () => {
    expect(await summarize(file('feature', '['.repeat(200_000)))).toEqual([
      expect.stringContaining('is no JSON'),
    ]);
  });
});

describe('a user id', () => {
  it.each([
    '.',
    '..',
    'me',
    'ME',
    'email',
    'summary',
    'vanity_name',
    'features',
    'a b',
    'a\u200bb',
    'ann@',
    'x'.repeat(129),
  ])('cannot be %j', async (id) => {
    expect(await summarize(`action,user_id\nactivate,${id}`)).toEqual([
      expect.stringMatching(/^2 activate - \| user_id: found/),
    ]);
  });

  it.each(['KDcuGIm1QgePTO8WbOqwIQ', '-cn1DHGRRTSOlnVwyZNhKw', 'k&KdKr6TLWuxdDtk0hjSzL', 'a/b?c'])(
    'may be %s',
    async (id) => {
      expect(await readInput(`action,user_id\nactivate,${id}`)).toMatchObject([
        { task: { userId: id, user: id } },
      ]);
    },
  );

  it('that is an address counts as the e-mail address, so that all rows of a user are known for his', async () => {
    const [row] = await readInput('action,user_id\nactivate,ann@example.com');
    expect(row).toEqual({
      kind: 'task',
      line: 2,
      task: {
        line: 2,
        action: 'activate',
        user: 'ann@example.com',
        email: 'ann@example.com',
        fields: {},
        query: {},
        warnings: [],
      },
    });
  });
});

describe('a warning comes with', () => {
  it.each([
    [
      'type',
      'on-prem',
      { column: 'type', message: expect.stringMatching(/^Zoom has retired on-prem users/) },
    ],
    [
      'email',
      'müller@example.com',
      { column: 'email', message: expect.stringMatching(/^the address has letters outside a to z/) },
    ],
    ...['1', '256', '17', '1000', '8796093022208', '1152921504606846976', '9007199254740993'].map(
      (plan): [string, string, object] => [
        'zoom_one_type',
        plan,
        {
          column: 'zoom_one_type',
          message: `${plan} is no Zoom Workplace plan that this version knows: make sure that Zoom has it`,
        },
      ],
    ),
    ...['3', '262144'].map((plan): [string, string, object] => [
      'plan_united_type',
      plan,
      {
        column: 'plan_united_type',
        message: `${plan} is no Zoom United plan that this version knows: make sure that Zoom has it`,
      },
    ]),
    [
      'license_info_list',
      '[{"license_type":"ZOOM_WORKPLACE_BUNDLE","license_option":1152921504606846976,"subscription_id":"S"}]',
      { column: 'license_info_list', message: expect.stringMatching(/^1152921504606846976 is no Zoom/) },
    ],
    ['feature', '{"zoom_phone":false}', { message: expect.stringContaining("takes the user's Zoom Phone") }],
    ['User Group', 'Sales', { message: expect.stringContaining('User Group is not sent') }],
    ['IM Group', 'Sales', { message: expect.stringContaining('IM Group is not sent') }],
  ])('%s: %s', async (column, text, warning) => {
    const rows = await readInput(
      column === 'email'
        ? `action,email,dept\nupdate,${text},Sales`
        : `action,email,dept,${column}\nupdate,ann@example.com,Sales,${cellOf(text)}`,
    );
    expect(rows).toMatchObject([{ task: { warnings: [warning] } }]);
  });

  it('a plan in a new user’s feature that is not known, which is sent all the same', async () => {
    const [row] = await readInput(
      'action,email,type,feature\nssoCreate,ann@example.com,2,"{""zoom_one_type"":1152921504606846976}"',
    );
    expect(row).toMatchObject({
      task: {
        fields: { feature: { zoom_one_type: 1152921504606846976n } },
        warnings: [{ column: 'feature', message: expect.stringContaining('is no Zoom Workplace plan that') }],
      },
    });
  });

  it('fields that Zoom is giving up', async () => {
    const [row] = await readInput(
      'action,email,phone_country,Phone Number\nupdate,ann@example.com,US,5550100',
    );
    expect(row).toMatchObject({
      task: {
        fields: { phone_country: 'US', phone_number: '5550100' },
        warnings: [
          { column: 'phone_country', message: expect.stringContaining('Zoom will drop') },
          { column: 'Phone Number', message: expect.stringContaining('Zoom will drop') },
        ],
      },
    });
  });
});
