import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResultRow } from '../../src/core/result-row.ts';
import { OUTCOME_NAMES } from '../../src/core/vocabulary.ts';
import { csvStyle } from '../../src/report/csv/csv-style.ts';
import { ResultsCsv } from '../../src/report/csv/results-csv.ts';
import { unescapeFormula } from '../../src/support/formula-escape.ts';
import { oneLine } from '../../src/support/visible.ts';
import { ON_WINDOWS } from '../support/platform.ts';
import { resultRow } from '../support/result-row.ts';
import { asExcelSplits, FORMULA } from '../support/spreadsheet.ts';

const HEADER =
  'line,action,user,outcome,http_status,zoom_code,message,attempts,user_id,tracking_id,started_at,finished_at';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'results-csv-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function written(rows: Iterable<ResultRow>): Promise<string> {
  const path = join(folder, 'results.csv');
  await using csv = await ResultsCsv.open(path);
  await csv.write(rows);
  await csv.finish();
  return readFile(path, 'utf8');
}

function said(message: string): Pick<ResultRow, 'reason'> {
  return { reason: { kind: 'refused', message } };
}

async function messageCell(message: string): Promise<unknown> {
  const [, cells = []] = parse(await written([resultRow(said(message))])) as string[][];
  return cells[6];
}

describe('ResultsCsv', () => {
  it('writes the header, then a line for every row, each ended by LF, without a byte order mark', async () => {
    const rows = [
      resultRow(),
      resultRow({
        line: 3,
        outcome: 'exists',
        httpStatus: 409,
        zoomCode: 1005,
        ...said('Email "a" is used, sorry'),
        warnings: [{ column: 'dept', message: 'drop it' }],
      }),
      resultRow({
        line: 4,
        action: '',
        user: '',
        outcome: 'invalid',
        httpStatus: undefined,
        attempts: 0,
        userId: '',
        trackingId: '',
        startedAt: '',
        finishedAt: '',
      }),
    ];
    const times = '2026-03-11T18:45:01.000Z,2026-03-11T18:45:01.120Z';
    const ids = 'z8yAAAAA8bbbQ-cn1DHGRR,v=2.0;clid=us02;rid=WEB_1';
    expect(await written(rows)).toBe(
      [
        HEADER,
        `2,create,anna@acme.example,created,201,,,1,${ids},${times}`,
        `3,create,anna@acme.example,exists,409,1005,"Email ""a"" is used, sorry; warning: dept: drop it",1,${ids},${times}`,
        '4,,,invalid,,,,0,,,,',
        '',
      ].join('\n'),
    );
  });

  it('writes the header alone for an input without rows', async () => {
    expect(await written([])).toBe(`${HEADER}\n`);
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+49 30 1234', "'+49 30 1234"],
    ['-cn1DHGRRTSOlnVwyZNhKw', "'-cn1DHGRRTSOlnVwyZNhKw"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['  =1+1', "'  =1+1"],
    ['\t=1+1', "' =1+1"],
    ['\r\n=1+1', "' =1+1"],
    ['\u00A0\u3000=1+1', "'\u00A0\u3000=1+1"],
    ['\u200B\uFEFF=1+1', '<U+200B><U+FEFF>=1+1'],
    ['Bad;=1+1', "Bad;'=1+1"],
    ['a, ;\t"=1+1', `a, ;' "=1+1`],
    ['a,+b; -c;d-e', "a,'+b;' -c;d-e"],
    ["a;'=b", "a;''=b"],
    ['gpj.\u202Eexe \u2066x\u2069 \u{E0041}', 'gpj.<U+202E>exe <U+2066>x<U+2069> <U+E0041>'],
    ['می\u200Cخواهم, 👩🏽\u200D🚀', 'می\u200Cخواهم, 👩🏽\u200D🚀'],
    ['\uFF1D1+1', "'\uFF1D1+1"],
    ['\uFF0B1', "'\uFF0B1"],
    ['\uFF0D1', "'\uFF0D1"],
    ['\uFF20A1', "'\uFF20A1"],
    ["'=1+1", "''=1+1"],
    ["''-a", "'''-a"],
    ["'t Hooft", "'t Hooft"],
    ['1-1=0', '1-1=0'],
    ['two\nlines and\ta tab', 'two lines and a tab'],
    [
      'bell\u0007, escape \u001B[31m, next line\u0085, separator\u2028end',
      'bell , escape  [31m, next line , separator end',
    ],
  ])('writes the cell %j as %j', async (message, cell) => {
    expect(await messageCell(message)).toBe(cell);
  });

  it('escapes a user id that starts with a minus sign, as user and as user id', async () => {
    const id = '-cn1DHGRRTSOlnVwyZNhKw';
    const [, cells = []] = parse(await written([resultRow({ user: id, userId: id })])) as string[][];
    expect([cells[2], cells[8]]).toEqual([`'${id}`, `'${id}`]);
  });

  it('can be read back, one line a row, with no formula and nothing lost, whatever the texts', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({ unit: fc.constantFrom(...'=+-@＝＋－＠"\',;\t\r\n \u00A0\uFEFFa0'), maxLength: 12 }),
    );
    const status = fc.option(fc.integer({ min: 100, max: 599 }), { nil: undefined });
    const row = fc.record({
      line: fc.nat(),
      action: text,
      user: text,
      outcome: fc.constantFrom(...OUTCOME_NAMES),
      httpStatus: status,
      zoomCode: fc.option(fc.nat(), { nil: undefined }),
      message: text,
      attempts: fc.nat(),
      userId: text,
      trackingId: text,
      startedAt: text,
      finishedAt: text,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 8 }), async (rows) => {
        const csv = await written(
          rows.map(({ message, ...others }) => resultRow({ ...others, ...said(message) })),
        );
        expect(csv.split('\n').length).toBe(rows.length + 2);
        const [header, ...lines] = parse(csv) as string[][];
        expect(header?.join(',')).toBe(HEADER);
        const plain = (given: string) => oneLine(given).toWellFormed();
        expect(lines.map((cells) => cells.map((cell) => unescapeFormula(cell) ?? cell))).toEqual(
          rows.map((r) =>
            [
              String(r.line),
              r.action,
              r.user,
              r.outcome,
              String(r.httpStatus ?? ''),
              String(r.zoomCode ?? ''),
              r.message,
              String(r.attempts),
              r.userId,
              r.trackingId,
              r.startedAt,
              r.finishedAt,
            ].map(plain),
          ),
        );
        for (const delimiter of [',', ';', '\t']) {
          for (const cell of asExcelSplits(csv, delimiter).flat()) expect(cell).not.toMatch(FORMULA);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('takes rows that arrive later, in batches of any size', async () => {
    const path = join(folder, 'results.csv');
    await using csv = await ResultsCsv.open(path);
    for (let line = 2; line < 2_002; line += 400) {
      const row = resultRow(said('Grüße, 王 👋'));
      await csv.write(Array.from({ length: 400 }, (_, i) => ({ ...row, line: line + i })));
      await csv.write([]);
    }
    await csv.finish();
    const lines = parse(await readFile(path, 'utf8')) as string[][];
    expect(lines.slice(1).map(([line]) => Number(line))).toEqual(
      Array.from({ length: 2_000 }, (_, i) => i + 2),
    );
    expect(lines.at(-1)?.[6]).toBe('Grüße, 王 👋');
  });

  it.skipIf(ON_WINDOWS)('lets only the operator read the file, by its mode', async () => {
    await written([resultRow()]);
    expect((await stat(join(folder, 'results.csv'))).mode & 0o777).toBe(0o600);
  });

  it('leaves an earlier report as it was, and nothing beside it, when the rows fail half way', async () => {
    const before = await written([resultRow()]);
    function* broken() {
      for (let line = 2; line < 5_000; line += 1) yield resultRow({ line });
      throw new Error('ledger gone');
    }
    await expect(written(broken())).rejects.toThrow('ledger gone');
    expect(await readFile(join(folder, 'results.csv'), 'utf8')).toBe(before);
    expect(await readdir(folder)).toEqual(['results.csv']);
  });

  it.skipIf(ON_WINDOWS)(
    'does not write through what a crash or somebody else left under the temporary name',
    async () => {
      await writeFile(join(folder, 'results.csv.part'), 'half', { mode: 0o644 });
      expect(await written([])).toBe(`${HEADER}\n`);
      expect((await stat(join(folder, 'results.csv'))).mode & 0o777).toBe(0o600);
    },
  );
});

describe('results.csv for Excel', () => {
  it.each([
    [';', ';'],
    [',', ','],
    ['\t', ','],
    [undefined, ','],
  ])('of an input with %j between its cells has a mark, CRLF and %j', async (ofInput, delimiter) => {
    const path = join(folder, 'excel.csv');
    await using csv = await ResultsCsv.open(path, csvStyle('excel', ofInput));
    await csv.write([
      resultRow({ user: 'zoë@example.com', userId: '00123', trackingId: 'v=2;a,b', ...said('=1+1; "x", y') }),
      resultRow({ userId: '1234567890123456', trackingId: '12E4567' }),
    ]);
    await csv.finish();
    const text = await readFile(path, 'utf8');
    expect(text.startsWith(`\ufeff${HEADER.replaceAll(',', delimiter)}\r\n`)).toBe(true);
    expect(text.endsWith('\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    const cells = asExcelSplits(text.slice(1), delimiter).filter((row) => row.length > 1);
    expect(cells.slice(1, 3).map((row) => [row.length, ...row.slice(6, 10)])).toEqual([
      [12, `'=1+1; "x", y`, '1', "'00123", 'v=2;a,b'],
      [12, '', '1', "'1234567890123456", "'12E4567"],
    ]);
  });
});
