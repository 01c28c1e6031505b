import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RawRow, readRows } from '../../src/input/csv/read-rows.ts';
import { inPieces } from '../support/pieces.ts';

async function read(
  text: string,
  options: { size?: number; max?: number; delimiter?: string } = {},
): Promise<RawRow[]> {
  const { size = 1000, max, delimiter = ',' } = options;
  const rows: RawRow[] = [];
  for await (const batch of readRows(inPieces(Buffer.from(text), [size]), delimiter, max))
    rows.push(...batch);
  return rows;
}

const cells = (line: number, ...texts: string[]): RawRow => ({ line, lastLine: line, cells: texts });
const last = (line: number, ...texts: string[]): RawRow => ({ ...cells(line, ...texts), endsFile: true });
const broken = (line: number, lastLine: number, message: string): RawRow => ({
  line,
  lastLine,
  cells: [],
  broken: { message: expect.stringContaining(message) },
});

describe('a quote that is never closed', () => {
  it('costs only the line on which it opens', async () => {
    expect(await read('a,b\n1,"2\n3,4\n5,6\n')).toEqual([
      cells(1, 'a', 'b'),
      broken(2, 2, 'a quote (") opens on line 2 and is never closed'),
      cells(3, '3', '4'),
      cells(4, '5', '6'),
    ]);
  });

  it('is found behind a good cell of several lines', async () => {
    expect(await read('a,b\n"1\n1","2\n3,4\n')).toEqual([
      cells(1, 'a', 'b'),
      broken(2, 3, 'opens on line 3'),
      cells(4, '3', '4'),
    ]);
  });

  it('is found although it has quoted quotes in it', async () => {
    expect(await read('a,b\n1,"2 ""x"" 3\n4,5\n')).toEqual([
      cells(1, 'a', 'b'),
      broken(2, 2, 'opens on line 2'),
      cells(3, '4', '5'),
    ]);
  });

  it('is found with a delimiter of several bytes', async () => {
    expect(await read('a§b\n1§"2\n3§4', { delimiter: '§' })).toEqual([
      cells(1, 'a', 'b'),
      broken(2, 2, 'opens on line 2'),
      last(3, '3', '4'),
    ]);
  });

  it('on the last line ends the file', async () => {
    expect(await read('a,b\n1,"2')).toEqual([cells(1, 'a', 'b'), broken(2, 2, 'opens on line 2')]);
  });

  it('is given up after the longest row there may be', async () => {
    const rest = Array.from({ length: 50 }, (_, n) => [`x${n}`, 'y']);
    const text = `a,b\n1,"2\n${rest.map((row) => row.join(',')).join('\n')}\n`;
    const expected = [
      cells(1, 'a', 'b'),
      broken(2, 2, 'opens on line 2'),
      ...rest.map((row, n) => cells(3 + n, ...row)),
    ];
    for (const size of [1, 7, 1000]) expect(await read(text, { max: 40, size })).toEqual(expected);
  });
});

describe('a row that is too long', () => {
  it.each([1, 7, 1000])('costs only itself, read %i bytes at a time', async (size) => {
    expect(await read(`a,b\n${'x'.repeat(100)},1\n2,3\n${'y'.repeat(100)}`, { max: 40, size })).toEqual([
      cells(1, 'a', 'b'),
      broken(2, 2, 'the row is longer than 40 bytes'),
      cells(3, '2', '3'),
      broken(4, 4, 'the row is longer than 40 bytes'),
    ]);
  });

  it('refuses the file when it is one of more than 100', async () => {
    const lines = (count: number) => `${'x'.repeat(20)}\n`.repeat(count);
    expect(await read(lines(100), { max: 10 })).toHaveLength(100);
    await expect(read(lines(101), { max: 10 })).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringContaining('More than 100 rows'),
    });
  });

  it('may still be as long as 15 MiB', async () => {
    const long = 'x'.repeat(15 * 1024 * 1024);
    const rows = await read(`a,b\n1,"${long}"\n2,3\n`, { size: 65536 });
    expect(rows.map((row) => [row.line, row.cells[0], row.cells[1]?.length])).toEqual([
      [1, 'a', 1],
      [2, '1', long.length],
      [3, '2', 1],
    ]);
  });
});

it('reads the same rows however the bytes are cut', async () => {
  const csv = fc
    .array(fc.constantFrom('"', '""', ',', '\n', ' ', '\u00a0', '\\', 'a', 'é', '😀', '\0'), {
      maxLength: 60,
    })
    .map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(
      csv,
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom(8, 20, 1000),
      async (text, size, max) => {
        expect(await read(text, { size, max })).toEqual(await read(text, { max }));
      },
    ),
    { numRuns: 300 },
  );
});

it('leaves no line out and counts none twice', async () => {
  const csv = fc
    .array(fc.constantFrom('"', ',', '\n', ' ', 'a'), { maxLength: 60 })
    .map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(csv, fc.constantFrom(8, 1000), async (text, max) => {
      const rows = await read(text, { max });
      const lines = text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
      let next = 1;
      for (const { line, lastLine } of rows) {
        expect(line).toBe(next);
        next = lastLine + 1;
      }
      expect(next - 1).toBe(lines);
    }),
    { numRuns: 300 },
  );
});
