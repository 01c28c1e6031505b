import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RawRow, readRows } from '../../src/input/csv/read-rows.ts';
import { inPieces } from '../support/pieces.ts';

async function read(text: string, delimiter = ',', size = 1000): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const batch of readRows(inPieces(Buffer.from(text), [size]), delimiter)) rows.push(...batch);
  return rows;
}

async function readCells(text: string, delimiter?: string): Promise<(readonly string[])[]> {
  return (await read(text, delimiter)).map(({ cells }) => cells);
}

describe('blanks around a quoted cell', () => {
  it.each([
    ['a space', 'a, "Ann", "Lee"', ['a', 'Ann', 'Lee']],
    ['some spaces', 'a,   "Ann",  "Lee"', ['a', 'Ann', 'Lee']],
    ['a tab', 'a,\t"Ann",\t"Lee"', ['a', 'Ann', 'Lee']],
    ['a no-break space', 'a,\u00a0"Ann",\u00a0 "Lee"', ['a', 'Ann', 'Lee']],
    ['a byte order mark', '\ufeff"a","Ann","Lee"', ['a', 'Ann', 'Lee']],
    ['a space before the first cell', ' "a","Ann", "Lee"', ['a', 'Ann', 'Lee']],
    ['a space behind', 'a,"Ann" ,"Lee" ', ['a', 'Ann', 'Lee']],
    ['spaces and tabs on both sides', 'a, \t"Ann"\t ,\u00a0"Lee"\u00a0', ['a', 'Ann', 'Lee']],
    ['a comma inside', 'a, "Sales, North", "Lee"', ['a', 'Sales, North', 'Lee']],
    ['a line break inside', 'a, "Sales\nNorth", "Lee"', ['a', 'Sales\nNorth', 'Lee']],
    ['a line break and quote marks inside', 'a, "x\n""y"", ""z""" , "Lee"', ['a', 'x\n"y", "z"', 'Lee']],
    ['quote marks inside', 'a, "Ann ""Annie""", "Lee"', ['a', 'Ann "Annie"', 'Lee']],
    ['nothing but quote marks inside', 'a, """", """"""', ['a', '"', '""']],
    ['nothing inside', 'a, "", "" ', ['a', '', '']],
    ['blanks inside, which stay', 'a, " Ann ", "Lee"', ['a', ' Ann ', 'Lee']],
    ['JSON inside', 'a, "{""x"": ""y, z""}", "Lee"', ['a', '{"x": "y, z"}', 'Lee']],
  ])('are dropped: %s', async (_name, line, cells) => {
    for (const size of [1, 2, 3, 1000]) {
      const rows = await read(`${line}\nb,c,d\n`, ',', size);
      expect(rows.map((row) => row.cells)).toEqual([cells, ['b', 'c', 'd']]);
      expect(rows.some((row) => row.quoteFaults)).toBe(false);
    }
  });

  it('are dropped with other delimiters', async () => {
    expect(await readCells('a; "b; c" ;d', ';')).toEqual([['a', 'b; c', 'd']]);
    expect(await readCells('a\t "b\tc" \t"d"', '\t')).toEqual([['a', 'b\tc', 'd']]);
    expect(await readCells('a\t\t"d"', '\t')).toEqual([['a', '', 'd']]);
    expect(await readCells('a§ "b§c" §d', '§')).toEqual([['a', 'b§c', 'd']]);
  });

  it('stay where there are no quote marks', async () => {
    expect(await readCells('a, Ann ,\u00a0Lee\u00a0')).toEqual([['a', ' Ann ', '\u00a0Lee\u00a0']]);
    expect(await readCells(`a,${' '.repeat(40_000)},b`)).toEqual([['a', ' '.repeat(40_000), 'b']]);
  });

  it('do not hide a quote mark that is never closed', async () => {
    const rows = await read('a,b\n1, "2\n3, "4"\n');
    expect(rows[1]?.broken ?? rows[1]?.quoteFaults).toBeDefined();
    expect(await read('a,b\n1, "2\n3,4\n')).toMatchObject([
      { line: 1 },
      { line: 2, broken: { message: expect.stringContaining('opens on line 2') } },
      { line: 3, cells: ['3', '4'] },
    ]);
  });
});

describe('faults', () => {
  it.each([
    ['text behind', 'a,"Ann"x,b', 'text-after'],
    ['text behind a blank', 'a,"Ann" x,b', 'text-after'],
    ['quote marks inside that are not doubled', 'a,"Ann "Annie" Lee",b', 'text-after'],
    ['an inch mark', 'a,"5" screen",b', 'text-after'],
    ['backslashes', String.raw`a,"Ann \"Annie\"",b`, 'backslash'],
    ['backslashes behind a blank', String.raw`a, "Ann \"Annie\" Lee",b`, 'backslash'],
    ['doubled marks', 'a,""Ann"",b', 'doubled'],
    ['doubled marks behind a blank', 'a, ""Ann"" ,b', 'doubled'],
    ['marks in the middle', 'a,Ann "Annie" Lee,b', 'bare'],
    ['a mark at the end', 'a,Monitor 24",b', 'bare'],
    ['an invisible character before', 'a,\u200b"Ann",b', 'bare'],
  ])('are found: %s', async (_name, line, kind) => {
    for (const size of [1, 1000]) {
      expect(await read(`x\n${line}\ny"\n`, ',', size)).toMatchObject([
        { line: 1 },
        { line: 2, quoteFaults: [{ cell: 1, kind }] },
        { line: 3, quoteFaults: [{ cell: 0, kind: 'bare' }] },
      ]);
    }
  });

  it('are found in each cell of a row', async () => {
    expect(await read('"a"x,b,c"d,"e')).toMatchObject([{ broken: {} }]);
    const [row] = await read('"a"x,b,c"d\n');
    expect(row?.quoteFaults).toMatchObject([
      { cell: 0, kind: 'text-after' },
      { cell: 2, kind: 'bare' },
    ]);
  });

  it('are found in exactly those rows that break the grammar', async () => {
    const parts = fc.constantFrom('"', '""', ',', '\n', ' ', '\t', '\u00a0', '\\', 'a', 'é');
    const texts = fc.array(parts, { maxLength: 40 }).map((all) => `${all.join('')}\n`);
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 5 }), async (text, size) => {
        const lines = text.split('\n');
        for (const { line, lastLine, cells, broken, quoteFaults } of await read(text, ',', size)) {
          if (broken) continue;
          const row = lines.slice(line - 1, lastLine).join('\n');
          expect(quoteFaults === undefined).toBe(ROW.test(row));
          if (!quoteFaults) expect(cells).toEqual((row.match(CELLS) ?? []).map(cellText));
        }
      }),
      { numRuns: 1000 },
    );
  });
});

const CELL = String.raw`(?:[ \t\u00a0]*"(?:[^"]|"")*"[ \t\u00a0]*|[^",\n]*)`;
const ROW = new RegExp(`^${CELL}(?:,${CELL})*$`);
const CELLS = new RegExp(`(?<=^|,)${CELL}(?=,|$)`, 'g');

function cellText(cell: string): string {
  const quoted = /^\s*"(.*)"\s*$/s.exec(cell);
  return quoted?.[1]?.replaceAll('""', '"') ?? cell;
}
