import { describe, expect, it } from 'vitest';
import { openBytes, readInput, readTasks, refusal } from '../support/read-input.ts';

/** Bytes of a text in an encoding of one byte a character. */
function encode(text: string, encoding: string): Buffer {
  const decoder = new TextDecoder(encoding);
  const bytes = new Map(
    Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]),
  );
  return Buffer.from(
    [...text].map((character) => {
      const byte = bytes.get(character);
      if (byte === undefined) throw new Error(`${encoding} has no ${character}`);
      return byte;
    }),
  );
}

const fileWith = (names: readonly string[], lineEnd = '\n') =>
  [
    'action,email,first_name',
    ...names.map((name, number) => `update,u${number}@example.com,${name}`),
    '',
  ].join(lineEnd);

const GERMAN = [
  'Müller',
  'Jörg',
  'Köln',
  'Schröder',
  'Jürgen',
  'Großmann',
  'Weiß',
  'Kärcher',
  'Özil',
  'Ägidius',
  'Über',
];
const ROMANCE = [
  'José García',
  'Núñez',
  'Muñoz',
  'Peña',
  'López',
  'Martín',
  'Ramón',
  'Saúl',
  'Jesús',
  'Álvaro',
  'Úrsula',
];
const FRENCH = [
  'Zoé',
  'Zoë',
  'Noël',
  'Loïc',
  'Benoît',
  'Jérôme',
  'Hélène',
  'François',
  'Émile',
  'ÉMILE',
  'ANDRÉ',
  'Çelik',
];
const OTHERS = [
  'João',
  'Conceição',
  'Simões',
  'Niccolò',
  'Åsa',
  'Søren',
  'Øystein',
  'Ångström',
  'Mäkelä',
  'Æsir',
  'MÜLLER',
  'MUÑOZ',
];
const ALL = [...GERMAN, ...ROMANCE, ...FRENCH, ...OTHERS];
/** What is no letter and still stands in a name, a department or a title. */
const SIGNS = [
  'Ann’s',
  'O’Brien',
  'd’Arc',
  'l’Oréal',
  'Ann–Lee',
  'Ann “Annie” Lee',
  'Sales™',
  'R&D®',
  'm²',
  'Nº 5',
  '10€',
  '£500',
  '½ day',
];

describe('the encoding of a file that is no Unicode', () => {
  it.each(ALL)('is seen from one name: %s', async (name) => {
    for (const encoding of ['windows-1252', 'macintosh']) {
      const [task] = await readTasks(encode(fileWith([name]), encoding));
      expect(task?.fields, encoding).toEqual({ first_name: name });
    }
  });

  it.each(SIGNS)('is windows-1252 where a sign is in its place: %s', async (name) => {
    const [task] = await readTasks(encode(fileWith([name]), 'windows-1252'));
    expect(task?.fields).toEqual({ first_name: name });
  });

  it('is said to be a guess', async () => {
    for (const [encoding, found] of [
      ['windows-1252', 'was read as windows-1252, which is a guess'],
      ['macintosh', 'was read as macintosh (Mac Roman), which is a guess'],
    ] as const) {
      const input = await openBytes(encode(fileWith(ALL, '\r'), encoding));
      await input.close();
      expect(input.warnings).toEqual([expect.stringContaining(found)]);
      expect(input.encoding).toBe(encoding);
    }
  });

  it.each([
    ['windows-1250', ['Michał']],
    ['windows-1250', ['Łukasz Wójcik', 'Grażyna Dąbrowska']],
    ['windows-1250', ['Dvořák']],
    ['windows-1250', ['Božena Němcová']],
    ['windows-1250', ['Kovács Győző']],
    ['windows-1251', ['Иванов Пётр']],
    ['koi8-r', ['Иванов Пётр']],
  ])('is asked for when it seems to be another: %s, %j', async (encoding, names) => {
    const message = await refusal(encode(fileWith(names), encoding));
    expect(message).toMatch(new RegExp(`nothing tells its encoding for sure.*--encoding .*${encoding}`));
    const tasks = await readTasks(encode(fileWith(names), encoding), { encoding });
    expect(tasks.map(({ fields }) => fields.first_name)).toEqual(names);
  });

  it.each([
    ['shift_jis', '山田太郎', '8e529363 91be9859'.replaceAll(' ', '')],
    ['shift_jis', '佐藤', '8db293a1'],
    ['gb18030', '王小明', 'cdf5d0a1c3f7'],
    ['gb18030', '张伟', 'd5c5ceb0'],
    ['big5', '王小明', 'a4fda470a9fa'],
    ['euc-kr', '김철수', 'b1e8c3b6bcf6'],
  ])('is asked for when it seems to be %s: %s', async (encoding, name, digits) => {
    const bytes = Buffer.concat([Buffer.from(fileWith(['']).trimEnd()), Buffer.from(digits, 'hex')]);
    expect(await refusal(bytes)).toContain(encoding);
    expect(await readTasks(bytes, { encoding })).toMatchObject([{ fields: { first_name: name } }]);
  });

  it('is asked for when it is one of DOS', async () => {
    const bytes = Buffer.concat([Buffer.from(fileWith(['']).trimEnd()), Buffer.from('4d816c6c6572', 'hex')]);
    expect(await refusal(bytes)).toContain('say which it is with --encoding');
  });

  it('stays UTF-8 where a few bytes are lost, and their rows are problems', async () => {
    const bytes = Buffer.concat([
      Buffer.from(fileWith(GERMAN)),
      encode('update,x@example.com,Müller\n', 'windows-1252'),
    ]);
    const rows = await readInput(bytes);
    expect(rows.map(({ kind }) => kind)).toEqual([...GERMAN.map(() => 'task'), 'invalid']);
    const half = Buffer.concat([
      Buffer.from(fileWith(GERMAN)),
      ...ROMANCE.map((name) => encode(`update,x@example.com,${name}\n`, 'windows-1252')),
    ]);
    expect((await readInput(half)).filter(({ kind }) => kind === 'task')).toHaveLength(GERMAN.length);
    const cut = await readInput(Buffer.from(fileWith(['Ärzte', 'Müller', 'Özü'])).subarray(0, -2));
    expect(cut.map(({ kind }) => kind)).toEqual(['task', 'task', 'invalid']);
    const input = await openBytes(bytes);
    await input.close();
    expect(input.warnings).toEqual([expect.stringContaining('Parts of the file are not UTF-8')]);
  });
});
