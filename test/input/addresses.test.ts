import { describe, expect, it } from 'vitest';
import { readInput, summarize } from '../support/read-input.ts';

const cellOf = (text: string) => `"${text.replaceAll('"', '""')}"`;
const file = (email: string) => `action,email,dept\nupdate,${cellOf(email)},Sales`;

describe('an address is taken', () => {
  it.each([
    'ann@example.com',
    'Ann.Lee+zoom@mail.example.co.uk',
    'ANN.LEE@EXAMPLE.COM',
    "o'brien@example.com",
    "d'arc-o'neil@example.com",
    'a@example.com',
    '1@example.com',
    '12345@example.com',
    'ann_lee@example.com',
    '_ann@example.com',
    'ann-@example.com',
    '-ann@example.com',
    'ann--lee@example.com',
    "#!$%&'*+/=?^_`{|}~-@example.com",
    'a/b#c%d?e&f@example.com',
    'ann{dev}@example.com',
    'x@a-b.example',
    'x@sub.sub2.sub-3.example.museum',
    'x@3com.example.net',
    'x@xn--bcher-kva.example',
    'x@example.xn--p1ai',
    `${'x'.repeat(64)}@${'y'.repeat(59)}.com`,
    `${'x'.repeat(64)}@example.com`,
    'ann@gmial.example.com',
    'ann@example.con',
    'noreply@example.org',
  ])('%s', async (email) => {
    expect(await readInput(file(email))).toMatchObject([{ task: { email, user: email, warnings: [] } }]);
  });

  it.each([
    'müller@bücher.example',
    'jürgen@example.com',
    'mu\u0308ller@example.com',
    'ann@bücher.example',
    'иван@пример.рф',
    'иван.петров@example.com',
    'ann@пример.example',
    '用户@例子.example',
    '田中ann@example.com',
    'น้ำ@example.com',
    'अनु@उदाहरण.भारत',
    'yıldız@example.com',
  ])('with a warning: %s', async (email) => {
    expect(await readInput(file(email))).toMatchObject([
      {
        task: {
          email,
          warnings: [{ column: 'email', message: expect.stringContaining('has letters outside a to z') }],
        },
      },
    ]);
  });
});

const HIDDEN = 'which is no Latin letter and looks like one: type the address again';

describe('an address is refused', () => {
  it.each([
    [
      'o’brien@example.com',
      `has "’" (U+2019) at position 2, which no address has: write o'brien@example.com`,
    ],
    [
      'o‘brien@example.com',
      `has "‘" (U+2018) at position 2, which no address has: write o'brien@example.com`,
    ],
    [
      'o´brien@example.com',
      `has "´" (U+00B4) at position 2, which no address has: write o'brien@example.com`,
    ],
    [
      'oʼbrien@example.com',
      `has "ʼ" (U+02BC) at position 2, which no address has: write o'brien@example.com`,
    ],
    [
      'o′brien@example.com',
      `has "′" (U+2032) at position 2, which no address has: write o'brien@example.com`,
    ],
    ['o&#39;brien@example.com', "write o'brien@example.com"],
    ['o&apos;brien@example.com', "write o'brien@example.com"],
    ['r&amp;d@example.com', 'write r&d@example.com'],
    [
      'ann–lee@example.com',
      'has "–" (U+2013) at position 4, which no address has: write ann-lee@example.com',
    ],
    [
      'ann—lee@example.com',
      'has "—" (U+2014) at position 4, which no address has: write ann-lee@example.com',
    ],
    [
      'ann‑lee@example.com',
      'has "‑" (U+2011) at position 4, which no address has: write ann-lee@example.com',
    ],
    [
      'ann−lee@example.com',
      'has "−" (U+2212) at position 4, which no address has: write ann-lee@example.com',
    ],
    ['ann@ex–ample.com', 'write ann@ex-ample.com'],
    ['ann＠example.com', 'has "＠" (U+FF20) at position 4, which no address has: write ann@example.com'],
    ['ａｎｎ@example.com', 'has "ａ" (U+FF41) at position 1, which no address has: write ann@example.com'],
    ['ann@ｅｘａｍｐｌｅ．ｃｏｍ', 'write ann@example.com'],
    ['ann@example。com', 'has "。" (U+3002) at position 12, which no address has: write ann@example.com'],
    ['oﬃce@example.com', 'has "ﬃ" (U+FB03) at position 2, which no address has: write office@example.com'],
    ['"ann@example.com"', 'has more than an address in it: write ann@example.com'],
    ["'ann@example.com'", 'has more than an address in it: write ann@example.com'],
    ["'ann@example.com", 'has more than an address in it: write ann@example.com'],
    ['“ann@example.com”', 'has more than an address in it: write ann@example.com'],
    ['«ann@example.com»', 'has more than an address in it: write ann@example.com'],
    ['<ann@example.com>', 'has more than an address in it: write ann@example.com'],
    ['(ann@example.com)', 'has more than an address in it: write ann@example.com'],
    ['[ann@example.com]', 'has more than an address in it: write ann@example.com'],
    ['ann@example.com>', 'has more than an address in it: write ann@example.com'],
    ['ann@example.com,', 'has more than an address in it: write ann@example.com'],
    ['ann@example.com;', 'has more than an address in it: write ann@example.com'],
    ['ann@example.com.', 'has more than an address in it: write ann@example.com'],
    ['ann@example.com:', 'has more than an address in it: write ann@example.com'],
    ['mailto:ann@example.com', 'has more than an address in it: write ann@example.com'],
    ['MailTo:ann@example.com?subject=Hello', 'has more than an address in it: write ann@example.com'],
    ['smtp:ann@example.com', 'has more than an address in it: write ann@example.com'],
    ['SMTP:ann@example.com', 'has more than an address in it: write ann@example.com'],
    ['E-Mail: ann@example.com', 'has more than an address in it: write ann@example.com'],
    ['Ann Lee <ann@example.com>', 'has more than an address in it: write ann@example.com'],
    ['"Lee, Ann" <ann@example.com>', 'has more than an address in it: write ann@example.com'],
    ['Ann <o’brien@example.com>', "write o'brien@example.com"],
    ['ann@example.com<mailto:ann@example.com>', 'write ann@example.com'],
    ['ann@example.com#mailto:ann@example.com#', 'write ann@example.com'],
    ['ann@example.com;bob@example.com', 'holds several addresses: write one'],
    ['ann@example.com; bo@example.com', 'holds several addresses: write one'],
    ['ann@example.com, bo@example.com', 'holds several addresses: write one'],
    ['ann@example.com bo@example.com', 'holds several addresses: write one'],
    ['ann@example.com/bo@example.com', 'holds several addresses: write one'],
    ['ann@example.com\nbo@example.com', 'holds several addresses: write one'],
    ['Ann <ann@example.com>; Bo <bo@example.com>', 'holds several addresses: write one'],
    ['a..b@example.com', 'is no e-mail address, it has two dots in a row: write one such as ann@example.com'],
    ['.cy@example.com', 'is no e-mail address, it has a dot with nothing beside it'],
    ['cy.@example.com', 'is no e-mail address, it has a dot with nothing beside it'],
    ['ann@.example.com', 'is no e-mail address, it has a dot with nothing beside it'],
    ['ann@example..com', 'is no e-mail address, it has two dots in a row'],
    ['ann@@example.com', 'is no e-mail address, it has two @'],
    ['ann@lee@example.com', 'is no e-mail address, it has two @'],
    ['@example.com', 'is no e-mail address, it has nothing on one side of the @'],
    ['ann@', 'is no e-mail address, it has nothing on one side of the @'],
    ['ann@example', 'is no e-mail address, there is no dot after the @'],
    [`${'x'.repeat(65)}@example.com`, 'is no e-mail address, it has more than 64 characters before the @'],
    ['ann', 'is no e-mail address: write one such as ann@example.com'],
    ['ann(at)example.com', 'is no e-mail address'],
    ['ann%40example.com', 'is encoded as in a web address: write ann@example.com'],
    ['ann@-example.com', 'is no e-mail address'],
    ['ann@example-.com', 'is no e-mail address'],
    ['ann@exam_ple.com', 'is no e-mail address'],
    ['ann@example.c', 'is no e-mail address'],
    ['ann@example.123', 'is no e-mail address'],
    ['ann@[192.0.2.1]', 'is no e-mail address'],
    ['ann@192.0.2.1', 'is no e-mail address'],
    ['ann@example,com', 'is no e-mail address'],
    ['ann;lee@example.com', 'is no e-mail address'],
    ['"a.b"@example.com', 'is no e-mail address'],
    ['mÃ¼ller@example.com', 'was read in a wrong encoding: write müller@example.com'],
    ['ann☺@example.com', 'is no e-mail address'],
    ['"a b"@example.com', 'has a space (U+0020) at position 3'],
    ['ann lee@example.com', 'has a space (U+0020) at position 4'],
    ['ann @example.com', 'has a space (U+0020) at position 4'],
    ['ann@ example.com', 'has a space (U+0020) at position 5'],
    ['ann\u00a0lee@example.com', 'has a no-break space (U+00A0) at position 4'],
    ['ann\u200b@example.com', 'has an invisible character (U+200B) at position 4'],
    ['ann@example\u200b.com', 'has an invisible character (U+200B) at position 12'],
    ['ann@example.com\u200b', 'has an invisible character (U+200B) at position 16'],
    ['\u2060ann@example.com', 'has an invisible character (U+2060) at position 1'],
    ['ann\u00ad@example.com', 'has an invisible character (U+00AD) at position 4'],
    [
      '\u202eann@example.com',
      'found "<U+202E>ann@example.com": has an invisible character (U+202E) at position 1',
    ],
    ['ann\u0000@example.com', 'has a NUL byte (U+0000) at position 4'],
    ['\u0430nn@example.com', `has "\u0430" (U+0430) at position 1, ${HIDDEN}`],
    ['ann@ex\u0430mple.com', `has "\u0430" (U+0430) at position 7, ${HIDDEN}`],
    ['ann@example.c\u043em', `has "\u043e" (U+043E) at position 14, ${HIDDEN}`],
    ['j\u03bfe@example.com', `has "\u03bf" (U+03BF) at position 2, ${HIDDEN}`],
    ['ann.\u0435@example.com', `has "\u0435" (U+0435) at position 5, ${HIDDEN}`],
    [`${'x'.repeat(120)}@example.com`, 'has 132 characters, at most 128'],
  ])('%j', async (email, message) => {
    const [line = ''] = await summarize(file(email));
    expect(line).toMatch(/^2 update - \| email: found "/);
    expect(line).toContain(message);
  });

  it.each([
    ['new_email', 'change_email', 'email,new_email', 'ann@example.com,'],
    ['transfer_email', 'delete', 'email,transfer_email', 'ann@example.com,'],
    ['manager', 'update', 'email,manager', 'ann@example.com,'],
    ['user_id', 'activate', 'user_id', ''],
  ])('in %s as well', async (column, action, headers, before) => {
    expect(await summarize(`action,${headers}\n${action},${before}o’brien@example.com`)).toEqual([
      expect.stringContaining(
        `${column}: found "o’brien@example.com": has "’" (U+2019) at position 2, which no address has: write o'brien@example.com`,
      ),
    ]);
  });

  it('as a manager unless it is a name', async () => {
    const manager = async (cell: string) =>
      summarize(`action,email,manager\nupdate,ann@example.com,${cellOf(cell)}`);
    expect(await manager('boss@@example.com')).toEqual([
      expect.stringContaining("write one such as ann@example.com, or the manager's display name"),
    ]);
    for (const name of ['Greta Holm', 'Séan O’Brien', 'Holm, Greta']) {
      expect(await manager(name)).toEqual(['2 ok ann@example.com']);
    }
  });

  it('without a word of it where the row may hold a password', async () => {
    const [line] = await summarize('action,email,password\npassword,"<Secret-12@x.example>",');
    expect(line).toContain('email: has more than an address in it: type it again');
    expect(line).not.toContain('Secret');
  });
});
