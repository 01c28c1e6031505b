import { describe, expect, it } from 'vitest';
import { readInput, refusal, summarize } from '../support/read-input.ts';

const file = (cell: string, column = 'phone_office') =>
  `action,email,${column}\nupdate,ann@example.com,"${cell.replaceAll('"', '""')}"\n`;
const office = (code: string, number: string) => ({ label: 'Office', code, number });

describe('a phone number is read', () => {
  it.each([
    ['+15550100104', '+1', '5550100104'],
    ['+1 555 0100 104', '+1', '5550100104'],
    ['+1 (555) 010-0104', '+1', '5550100104'],
    ['+1.555.010.0104', '+1', '5550100104'],
    ['+1-555-010-0104', '+1', '5550100104'],
    ['+1/555/0100104', '+1', '5550100104'],
    ['tel:+1-555-010-0104', '+1', '5550100104'],
    ['TEL: +1-555-010-0104', '+1', '5550100104'],
    ['+１５５５０１００１０４', '+1', '5550100104'],
    ['＋１（５５５）０１０－０１０４', '+1', '5550100104'],
    ['+1\u00a0555\u00a0010\u00a00104', '+1', '5550100104'],
    ['+1 555\u2011010\u20130104', '+1', '5550100104'],
    ['+1 555 010\u22120104', '+1', '5550100104'],
    ['+ 1 555 010 0104', '+1', '5550100104'],
    ['(+1) 555 010 0104', '+1', '5550100104'],
    ['+(1) 555 010 0104', '+1', '5550100104'],
    ['[+1] 555 010 0104', '+1', '5550100104'],
    ['+1 242 555 0100', '+1', '2425550100'],
    ['+49 30 1234567', '+49', '301234567'],
    ['+49301234567', '+49', '301234567'],
    ['0049 30 1234567', '+49', '301234567'],
    ['0049301234567', '+49', '301234567'],
    ['00 49 30 1234567', '+49', '301234567'],
    ['+49 (0)30 1234567', '+49', '301234567'],
    ['+49 (0) 30 / 123 45 67', '+49', '301234567'],
    ['+49 30/1234567', '+49', '301234567'],
    ['+49 171/0123456', '+49', '1710123456'],
    ['+49 30 1234567-0', '+49', '3012345670'],
    ['+49 30 1234567-12', '+49', '30123456712'],
    ['+49 30 123', '+49', '30123'],
    ['+44 20 7946 0000', '+44', '2079460000'],
    ['+44 (0)20 7946 0000', '+44', '2079460000'],
    ['+44 1632 960123', '+44', '1632960123'],
    ['+44 7700 900123', '+44', '7700900123'],
    ['+33 1 23 45 67 89', '+33', '123456789'],
    ['+33 (0)1.23.45.67.89', '+33', '123456789'],
    ['+33 6 12 00 12 34', '+33', '612001234'],
    ['+39 06 1234567', '+39', '061234567'],
    ['+39 (0)6 1234567', '+39', '061234567'],
    ['+41 (0)44 668 18 00', '+41', '446681800'],
    ['+81 3-1234-5678', '+81', '312345678'],
    ['+81(0)3-1234-5678', '+81', '312345678'],
    ['+81 3ー1234ー5678', '+81', '312345678'],
    ['+86 138 0013 8000', '+86', '13800138000'],
    ['+91-98765-43210', '+91', '9876543210'],
    ['+55 (11) 91234-5678', '+55', '11912345678'],
    ['+7 (495) 123-45-67', '+7', '4951234567'],
    ['+358-40-123', '+358', '40123'],
    ['+383 44 123 456', '+383', '44123456'],
    ['+800 1234 5678', '+800', '12345678'],
    ['+290 22158', '+290', '22158'],
  ])('%s', async (cell, code, number) => {
    expect(await readInput(file(cell))).toMatchObject([
      { task: { fields: { phone_numbers: [office(code, number)] }, warnings: [] } },
    ]);
  });

  it('with its label, and no country, since several have the same code', async () => {
    const [row] = await readInput(file('+15550100104', 'phone_mobile'));
    expect(row).toMatchObject({
      task: { fields: { phone_numbers: [{ label: 'Mobile', code: '+1', number: '5550100104' }] } },
    });
  });

  it.each(['+1 555 0100', '+15550100'])('without its area code, with a warning: %s', async (cell) => {
    expect(await readInput(file(cell))).toMatchObject([
      {
        task: {
          fields: { phone_numbers: [office('+1', '5550100')] },
          warnings: [{ column: 'phone_office', message: expect.stringContaining('has no area code') }],
        },
      },
    ]);
  });
});

describe('a number without a country code is one of the default country', () => {
  it.each([
    ['US', '(555) 010-0104', '+1', '5550100104'],
    ['US', '555-010-0104', '+1', '5550100104'],
    ['US', '5550100104', '+1', '5550100104'],
    ['US', '1 555 010 0104', '+1', '5550100104'],
    ['US', '011 44 20 7946 0000', '+44', '2079460000'],
    ['US', '0049 30 1234567', '+49', '301234567'],
    ['US', '+49 30 1234567', '+49', '301234567'],
    ['US', 'tel:555-010-0104', '+1', '5550100104'],
    ['DE', '030 1234567', '+49', '301234567'],
    ['DE', '(030) 123 45 67', '+49', '301234567'],
    ['DE', '0171/1234567', '+49', '1711234567'],
    ['DE', '00 44 20 7946 0000', '+44', '2079460000'],
    ['GB', '020 7946 0000', '+44', '2079460000'],
    ['IT', '06 1234567', '+39', '061234567'],
    ['JP', '03-1234-5678', '+81', '312345678'],
    ['FR', '01 23 45 67 89', '+33', '123456789'],
  ] as const)('%s: %s', async (defaultCountry, cell, code, number) => {
    expect(await readInput(file(cell), { defaultCountry })).toMatchObject([
      { task: { fields: { phone_numbers: [office(code, number)] }, warnings: [] } },
    ]);
  });

  it('and so is a default', async () => {
    const options = { defaults: { phone_office: '030 1234567' } };
    const rows = await readInput(file('', 'phone_office'), { ...options, defaultCountry: 'DE' });
    expect(rows).toMatchObject([{ task: { fields: { phone_numbers: [office('+49', '301234567')] } } }]);
    expect(await refusal(file(''), options)).toContain('must begin with + and the country code');
  });
});

describe('a phone number is refused', () => {
  const NO_CODE =
    'it must begin with + and the country code, such as +49 30 1234567, unless --default-country';
  const SEVERAL = 'holds several numbers: write one here';
  const WORDS = 'has words beside the number, and Zoom takes none: write ';
  const EXTENSION = 'ends in an extension, and Zoom takes none: write ';

  it.each([
    ['030 1234567', NO_CODE],
    ['(555) 010-0104', NO_CODE],
    ['15550100104', NO_CODE],
    ['49301234567', NO_CODE],
    ['+1 555', 'is too short for its country'],
    ['+49 301', 'is too short for its country'],
    ['+44 20 7946', 'is too short for its country'],
    ['+49', 'is too short for its country'],
    ['+1 555 010 01045', 'is too long for its country'],
    ['+44 20 7946 00001', 'is too long for its country'],
    ['+49 30 12345678901234', 'is too long for its country'],
    ['+999 12345678', 'begins with a country code that there is not'],
    ['+0 555 010 0104', 'begins with a country code that there is not'],
    ['+0049 30 1234567', 'begins with a country code that there is not'],
    ['+1 000 000 0000', 'is no phone number'],
    ['-', 'is no phone number'],
    ['+', 'is no phone number'],
    ['n/a', 'is no phone number'],
    ['kein', 'is no phone number'],
    ['1.5E+10', 'was rounded by a spreadsheet: format the column as text and write every digit'],
    ['4.93012E+11', 'was rounded by a spreadsheet'],
    ['4,93012E+11', 'was rounded by a spreadsheet'],
    ['301234567.0', 'was made a decimal by a program'],
    ['+49301234567.0', 'was made a decimal by a program'],
    ['4930123456,00', 'was made a decimal by a program'],
    ['12.05.1980', 'is a date'],
    ['5/12/1980', 'is a date'],
    ['2026-11-26', 'is a date'],
    ['’+49 30 1234567', 'begins with an apostrophe'],
    ['+1 555 010 0104 x123', `${EXTENSION}+1 555 010 0104`],
    ['+1 555 010 0104x123', `${EXTENSION}+1 555 010 0104`],
    ['+1 555 010 0104 ext. 12', `${EXTENSION}+1 555 010 0104`],
    ['+1 555 010 0104 ext 12', `${EXTENSION}+1 555 010 0104`],
    ['+1 555 010 0104 (ext 12)', `${EXTENSION}+1 555 010 0104`],
    ['+1 555 010 0104 Extension: 12', `${EXTENSION}+1 555 010 0104`],
    ['+1 555 010 0104 #12', `${EXTENSION}+1 555 010 0104`],
    ['+1 555 010 0104,,12#', `${EXTENSION}+1 555 010 0104`],
    ['+1-555-010-0104;ext=12', `${EXTENSION}+1-555-010-0104`],
    ['tel:+1-555-010-0104;ext=12', `${EXTENSION}+1-555-010-0104`],
    ['+49 30 1234567 Durchwahl 12', `${EXTENSION}+49 30 1234567`],
    ['+49 30 1234567 DW -12', `${EXTENSION}+49 30 1234567`],
    ['+33 1 23 45 67 89 poste 12', `${EXTENSION}+33 1 23 45 67 89`],
    ['+7 495 123-45-67 доб. 12', `${EXTENSION}+7 495 123-45-67`],
    ['+81 3 1234 5678 内線12', `${EXTENSION}+81 3 1234 5678`],
    ['+49 30 1 / +49 171 2', SEVERAL],
    ['+49 30 1; +49 171 2', SEVERAL],
    ['+49 30 1234567 / +49 171 2345678', SEVERAL],
    ['+49 30 1234567; +49 171 2345678', SEVERAL],
    ['+49 30 1234567, 0171 2345678', SEVERAL],
    ['+49 30 1234567 / 0171 2345678', SEVERAL],
    ['+49 30 1234567\n+49 171 2345678', SEVERAL],
    ['+49 30 1234567\n0171 2345678', SEVERAL],
    ['+49 30 1234567 oder 0171 2345678', SEVERAL],
    ['+1 555 010 0104 or 555 010 0105', SEVERAL],
    ['+49 30 1234567/68', SEVERAL],
    ['+49 30 123 (Büro)', `${WORDS}+49 30 123`],
    ['030 123 (Büro)', `${WORDS}the number alone, like +49 30 1234567`],
    ['+49 30 1234567 (mobile)', `${WORDS}+49 30 1234567`],
    ['+49 30 1234567 [work]', `${WORDS}+49 30 1234567`],
    ['+49 30 1234567 (L)', `${WORDS}+49 30 1234567`],
    ['+49 30 1234567 (Festnetz)', `${WORDS}+49 30 1234567`],
    ['+49 30 1234567 privat', `${WORDS}+49 30 1234567`],
    ['Tel. +49 30 1234567', `${WORDS}+49 30 1234567`],
    ['m: +49 30 1234567', `${WORDS}+49 30 1234567`],
    ['+81 3 1234 5678（会社）', `${WORDS}+81 3 1234 5678`],
    ['1-800-FLOWERS', 'has letters in the place of digits'],
    ['+1 800 GOT-JUNK', 'has letters in the place of digits'],
    ['+1 800 FLOWERS', 'has letters in the place of digits'],
    ['=+49301234567', 'has "=" in it'],
    ['\u202a+49 30 1234567\u202c', 'has "<U+202A>" in it'],
    ['+49 30 1234567\u200b', 'has "<U+200B>" in it'],
    ['+49 30 ####', 'has "#" in it'],
    ['☎ +49 30 1234567', 'has "☎" in it'],
    ['49+301234567', 'has a + that is not at its beginning'],
    ['++49 30 1234567', 'has a + that is not at its beginning'],
    ['+49 30 1234567'.padEnd(120, '0'), 'is too long for a phone number'],
  ])('%s', async (cell, message) => {
    const [line = ''] = await summarize(file(cell));
    expect(line).toMatch(/^2 update ann@example\.com \| phone_office: found "/);
    expect(line).toContain(message);
  });
});

it('says nothing of a cell where the row may hold a password', async () => {
  const [line] = await summarize(
    'action,email,type,password,phone_home\nautoCreate,ann@example.com,basic,,+49 30 1234567 Secret12',
  );
  expect(line).toContain('phone_home: ends in an extension, and Zoom takes none: type it again');
  expect(line).not.toMatch(/Secret|1234567/);
});

it.each(["'+49 30 1234567", "'0049 30 1234567"])(
  'the apostrophe of %s is dropped, with a warning',
  async (cell) => {
    expect(await readInput(file(cell))).toMatchObject([
      {
        task: {
          fields: { phone_numbers: [{ code: '+49', number: '301234567' }] },
          warnings: [{ message: expect.stringContaining('the apostrophe is not sent') }],
        },
      },
    ]);
  },
);

describe('the old column phone_number', () => {
  const old = (cell: string) =>
    `action,email,phone_country,phone_number\nupdate,ann@example.com,US,"${cell}"`;

  it.each(['5550100', '(555) 010-0104', '+1 555 010 0104'])('takes %s as it is', async (cell) => {
    expect(await readInput(old(cell))).toMatchObject([{ task: { fields: { phone_number: cell } } }]);
  });

  it.each(['1.5E+10', '5550100 x12', '555-0100 (home)', 'n/a'])('refuses %s', async (cell) => {
    expect(await summarize(old(cell))).toEqual([
      expect.stringContaining('write the digits of one number, better in phone_mobile or phone_office'),
    ]);
  });
});
