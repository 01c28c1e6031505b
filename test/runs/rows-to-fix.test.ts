import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../../src/actions/index.ts';
import type { ResultRow } from '../../src/core/result-row.ts';
import type { CheckedRow } from '../../src/core/task.ts';
import { BLANK } from '../../src/engine/preview-rows.ts';
import { openInput } from '../../src/input/open-input.ts';
import { againOf } from '../../src/runs/input-again.ts';
import { RowsToFixFile } from '../../src/runs/rows-to-fix.ts';
import { encoderFor } from '../../src/support/encode.ts';
import { folderWith } from '../support/folder.ts';
import { collect, openBytes, type ReadOptions } from '../support/read-input.ts';

const OPTIONS: ReadOptions = { ignore: ['notes'] };

type Written = {
  readonly before: readonly CheckedRow[];
  /** Those that are in the file. */
  readonly failed: readonly CheckedRow[];
  readonly bytes: Buffer | undefined;
  readonly why: string | undefined;
};

/** The rows of an input that are invalid, and of the others those of which somebody says so, as they are written. */
async function write(
  file: Buffer,
  isRefused: (row: CheckedRow, index: number) => boolean = () => false,
  options = OPTIONS,
): Promise<Written> {
  const input = await openBytes(file, options);
  try {
    const before = await collect(input);
    const name = path.join(folderWith(), 'rows-to-fix.csv');
    await using toFix = new RowsToFixFile(name, async () => againOf(input));
    const failed = before.filter((row, index) => row.kind === 'invalid' || isRefused(row, index));
    await toFix.write(before.map((row) => resultOf(row, failed.includes(row))));
    await toFix.complete();
    await toFix.putInPlace();
    const bytes = existsSync(name) ? readFileSync(name) : undefined;
    return { before, failed, bytes, why: toFix.told.why };
  } finally {
    await input.close();
  }
}

function resultOf(row: CheckedRow, isRefused: boolean): ResultRow {
  if (row.kind === 'invalid') {
    const { line, action, user, problems } = row;
    return { ...BLANK, line, action, user, outcome: 'invalid', reason: { kind: 'invalid', problems } };
  }
  const { line, action, user } = row.task;
  const refused = { outcome: 'rejected', reason: { kind: 'refused', message: '=no "way"; 1' } } as const;
  return { ...BLANK, line, action, user, ...(isRefused ? refused : { outcome: 'updated' as const }) };
}

/** Without what depends on where a row stands. */
function inPlace(row: CheckedRow): unknown {
  if (row.kind === 'task') return { ...row.task, line: 0 };
  const problems = row.problems.map(({ column, message }) => ({
    column,
    message: message.replaceAll(/\blines? \d+(?: to \d+)?/g, 'line'),
  }));
  return { ...row, line: 0, problems };
}

/** What cannot be told any more from the row alone; it is wrong all the same. */
const OF_THE_FILE = /never closed|the file ends within/;

function isOfTheFile(row: CheckedRow): boolean {
  return row.kind === 'invalid' && row.problems.some(({ message }) => OF_THE_FILE.test(message));
}

const ENCODINGS = ['utf-8', 'utf-8 with a mark', 'utf-16le', 'utf-16be', 'windows-1252'] as const;

const wild = fc
  .array(
    fc.constantFrom(
      ...['"', '""', ',', ';', '\t', '\n', '\r\n', '\r', ' ', "'", '=', '-', 'x', 'Zoë', '\\"', 'é'],
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));
const good = fc
  .array(fc.constantFrom(...['a', 'B', ' ', ',', ';', '\t', '"', '\n', '\r\n', '=', '@', 'ä', '€', "'"]), {
    maxLength: 8,
  })
  .map((parts) => `x${parts.join('')}x`);
const quoted = good.map((text) => `"${text.replaceAll('"', '""')}"`);

type Piece = { readonly cells: readonly string[]; readonly blanks: number };

/** A row of four cells or so: most can be sent, some are wrong in every way. */
function pieces(index: number): fc.Arbitrary<Piece> {
  const email = `u${index}@example.com`;
  const cells = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(fc.constant('update'), fc.constant(email), quoted, quoted) },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.constantFrom('updaet', ' "update" ', '='), fc.constant(email), quoted, quoted),
    },
    { weight: 2, arbitrary: fc.tuple(fc.constant('update'), fc.constant(email), wild, wild) },
    { weight: 1, arbitrary: fc.tuple(fc.constant('update'), fc.constant(email), fc.constant('Sales')) },
    { weight: 1, arbitrary: fc.tuple(fc.constant('update'), fc.constant(email), quoted, quoted, quoted) },
  );
  return fc.record({ cells: cells.map((row) => [...row]), blanks: fc.nat({ max: 2 }) });
}

const files = fc.record({
  rows: fc.nat({ max: 14 }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => pieces(i)))),
  delimiter: fc.constantFrom(',', ';', '\t'),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  endsWithBreak: fc.boolean(),
  separatorLine: fc.boolean(),
});

function textOf({
  rows,
  delimiter,
  lineEnd,
  endsWithBreak,
  separatorLine,
}: typeof files extends fc.Arbitrary<infer T> ? T : never) {
  const lines = [
    ...(separatorLine ? [`sep=${delimiter}`] : []),
    ['action', 'E-Mail', 'dept', 'notes'].join(delimiter),
    ...rows.flatMap(({ cells, blanks }) => [
      ...Array.from({ length: blanks }, () => ''),
      cells.join(delimiter),
    ]),
  ];
  return lines.join(lineEnd) + (endsWithBreak ? lineEnd : '');
}

describe('rows-to-fix.csv', () => {
  it.each(ENCODINGS)(
    'fed back as it is, has the same rows with the same problems and cells: %s',
    async (name) => {
      const encoding = name.startsWith('utf-8') ? 'utf-8' : name;
      const encode = encoderFor(encoding);
      const mark = name.startsWith('utf-16') || name.endsWith('mark') ? '\ufeff' : '';
      // Of a few words nobody can tell which encoding they are in.
      const options = { ...OPTIONS, ...(encoding === 'windows-1252' && { encoding }) };
      await fc.assert(
        fc.asyncProperty(files, fc.integer({ min: 2, max: 4 }), async (file, nth) => {
          const written = await write(encode(mark + textOf(file)), (_, index) => index % nth === 0, options);
          expect(written.why).toBeUndefined();
          expect(written.bytes === undefined).toBe(written.failed.length === 0);
          if (!written.bytes) return;
          const again = await write(written.bytes, () => true, options);
          expect(again.before.map((row) => row.kind)).toEqual(written.failed.map((row) => row.kind));
          const [were, are] = [written.failed, again.before].map((rows) =>
            rows.filter((_, index) => !isOfTheFile(written.failed[index] as CheckedRow)).map(inPlace),
          );
          expect(are).toEqual(were);
          // Written from itself it is the same but for the lines, so that nothing is lost on the way.
          const third = await write(again.bytes ?? Buffer.alloc(0), () => true, options);
          expect(third.bytes?.length).toBe(again.bytes?.length);
        }),
        { numRuns: 20 },
      );
    },
  );

  /** What is written of a file whose rows all failed, without the first column below the header. */
  async function cellsOf(file: string | Buffer, options = OPTIONS): Promise<string> {
    const { bytes = Buffer.alloc(0) } = await write(Buffer.from(file), () => true, options);
    return bytes.toString().replaceAll(/^(?:"(?:[^"]|"")*"|[^",;\t\n]*)[,;\t](?=\d)/gm, '');
  }

  it.each<[string, string, string]>([
    [
      'quote marks, line breaks, blanks and columns that are passed over',
      'action , "E-Mail",dept,notes\r\n\r\nupdate,  "ann@example.com" ,"two\r\nlines","say ""x"""\r\n',
      'problem,line,action , "E-Mail",dept,notes\r\n3,update,  "ann@example.com" ,"two\r\nlines","say ""x"""\r\n',
    ],
    [
      'the line for Excel, and a last line without its end',
      'sep=;\nemail;action;dept\nann@example.com;update;a,b',
      'sep=;\nproblem;line;email;action;dept\n3;ann@example.com;update;a,b\n',
    ],
    [
      "the user's own formulas and apostrophes",
      "action,email,dept,notes\nupdate,ann@example.com,'=1+1,=cmd()\nupdate,bob@example.com,'s-Gravenhage,@x\n",
      "problem,line,action,email,dept,notes\n2,update,ann@example.com,'=1+1,=cmd()\n3,update,bob@example.com,'s-Gravenhage,@x\n",
    ],
    [
      'a row whose quote mark is never closed, beside the columns, where it can be read and is never sent',
      'action,email,dept\nupdate,ann@example.com,x\nupdate,bob@example.com,"Sales\n',
      'problem,line,action,email,dept\n2,update,ann@example.com,x\n3,,,,"update,bob@example.com,""Sales"\n',
    ],
    [
      'no second pair of its own columns, and a row of which nothing is left',
      'problem,line,action,email,dept\n"old, one",7,update,ann@example.com,x\n,,,,\nagain,9,,,\n',
      'problem,line,action,email,dept\n2,update,ann@example.com,x\n4,,,\n',
    ],
  ])('has %s', async (_, file, expected) => {
    expect(await cellsOf(file)).toBe(expected);
  });

  it('has no secret, whatever cell it stands in, and says which cells are empty for it', async () => {
    const file = [
      'action,email,password,dept,Old Password',
      'password,ann@example.com,Orchard/73,,Birch+40',
      'autoCreate,bob@example.com,,Orchard/74,',
      'update,cem@example.com,,Sales,',
      'password,Orchard/75,,,',
      'password,dan@example.com,Orchard/76,,,,Orchard/77',
      'pasword,eve@example.com,,Orchard/78,',
      'password,fay@example.com,"Orchard/79',
      '',
    ].join('\n');
    const options = { ignore: ['Old Password'] };
    const { bytes = Buffer.alloc(0) } = await write(Buffer.from(file), () => true, options);
    const text = bytes.toString();
    expect(text).not.toMatch(/Orchard|Birch/);
    expect(await cellsOf(file, options)).toBe(
      [
        'problem,line,action,email,password,dept,Old Password',
        '2,password,ann@example.com,,,',
        '3,autoCreate,bob@example.com,,,',
        '4,update,cem@example.com,,Sales,',
        '5,password,,,,',
        '6,,,,,,,',
        '7,,eve@example.com,,,',
        '8,',
        '',
      ].join('\n'),
    );
    expect(text).toContain(
      'empty here, so that no password is copied: password, Old Password: fill in again',
    );
    expect(text).toContain('its cells are empty here, since a password may stand in any of them: line 8');
  });

  it('says what is wrong in the encoding of the input, and as no spreadsheet runs it', async () => {
    const options = { ...OPTIONS, encoding: 'windows-1252' };
    const encode = encoderFor('windows-1252');
    const file = encode('action,email,dept\nupdate,ann@example.com,Zoë\nZoë,bob@example.com,x\n');
    const { bytes = Buffer.alloc(0) } = await write(file, () => true, options);
    const text = new TextDecoder('windows-1252').decode(bytes);
    expect(text).toContain(`"'=no ""way""; 1",2,update,ann@example.com,Zoë\n`);
    expect(text).toContain('found ""Zoë"", which is no action');
  });

  it('is not written of a file that has changed, and takes an earlier one away', async () => {
    const folder = folderWith({
      'in.csv': 'action,email\nupdaet,ann@example.com\n',
      'rows-to-fix.csv': 'old',
    });
    const input = await openInput({ source: { path: path.join(folder, 'in.csv') }, actions: ACTIONS });
    const rows = await collect(input);
    writeFileSync(path.join(folder, 'in.csv'), 'action,email\nupdaet,bob@example.com\n');
    await using toFix = new RowsToFixFile(path.join(folder, 'rows-to-fix.csv'), async () => againOf(input));
    await toFix.write(rows.map((row) => resultOf(row, true)));
    await toFix.complete();
    await toFix.putInPlace();
    await input.close();
    const why = expect.stringContaining('was changed while it was being read');
    expect(toFix.told).toEqual({ file: undefined, why });
    expect(readdirSync(folder)).toEqual(['in.csv']);
  });
});
