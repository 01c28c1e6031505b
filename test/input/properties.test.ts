import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CheckedRow } from '../../src/core/task.ts';
import { UsageError } from '../../src/core/usage-error.ts';
import { collect, openBytes, readTasks } from '../support/read-input.ts';

const HEADER = 'action,email,dept,type,password,feature,pmi';
const token = fc.constantFrom(
  ...[
    'create',
    'update',
    'password',
    'ann@example.com',
    'basic',
    '{"zoom_phone":true}',
    '1234567890',
    '"',
    '""',
    ',',
    ';',
  ],
  ...['\n', '\r', '\r\n', ' ', '\0', '\ufeff', '\ud800', '😀', 'é', '\u200b', 'x'],
);
const tokens = fc.array(token, { maxLength: 80 }).map((parts) => parts.join(''));
const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));

it.each([
  ['any bytes', bytes],
  ['any bytes below a header', bytes.map((tail) => Buffer.concat([Buffer.from(`${HEADER}\n`), tail]))],
  ['bits of CSV', tokens.map((text) => Buffer.from(text))],
  ['bits of CSV below a header', tokens.map((text) => Buffer.from(`${HEADER}\n${text}`))],
  [
    'bits of CSV below a header in UTF-16',
    tokens.map((text) => Buffer.from(`\ufeff${HEADER}\n${text}`, 'utf16le')),
  ],
])('%s give rows in order, twice the same, or a UsageError', async (_name, content) => {
  await fc.assert(
    fc.asyncProperty(content, async (file) => {
      const input = await openBytes(file).catch((error: unknown) => {
        expect(error).toBeInstanceOf(UsageError);
        return undefined;
      });
      if (!input) return;
      const rows = await collect(input);
      expect(await collect(input)).toEqual(rows);
      await input.close();
      expect(rows.map(({ line }) => line)).toEqual(rows.map(({ line }) => line).toSorted((a, b) => a - b));
      expect(new Set(rows.map(({ line }) => line)).size).toBe(rows.length);
      expect(rows.every(hasProblemsWhenInvalid)).toBe(true);
    }),
    { numRuns: 150 },
  );
});

function hasProblemsWhenInvalid(row: CheckedRow): boolean {
  return row.kind === 'task' || row.problems.length > 0;
}

const windows1252 = new TextDecoder('windows-1252');
const ENCODERS: Record<string, (text: string) => Buffer> = {
  'UTF-8': (text) => Buffer.from(text),
  'UTF-8 with BOM': (text) => Buffer.from(`\ufeff${text}`),
  'UTF-16LE': (text) => Buffer.from(text, 'utf16le'),
  'UTF-16LE with BOM': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'UTF-16BE with BOM': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  'windows-1252': (text) => Buffer.from([...text].map((character) => WINDOWS_1252.get(character) ?? 63)),
};
const WINDOWS_1252 = new Map(
  Array.from({ length: 256 }, (_, byte) => [windows1252.decode(Uint8Array.of(byte)), byte]),
);

/** What a cell of free text may hold, with everything that makes CSV difficult. */
const cell = fc
  .array(fc.constantFrom('a', 'Z', '0', ' ', ',', ';', '\t', '"', '\n', "'", 'ä', 'ß', '€', 'ÿ', '='), {
    maxLength: 12,
  })
  .map((parts) => `x${parts.join('')}x`);

it.each(Object.keys(ENCODERS))(
  'well-formed rows come out once each, with their line: %s',
  async (encoding) => {
    const encode = ENCODERS[encoding] ?? Buffer.from;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ text: cell, blankLines: fc.nat({ max: 2 }) }), { maxLength: 20 }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        async (rows, delimiter, ending, endsWithBreak) => {
          const written = writeCsv(rows, delimiter);
          const text = (written.text + (endsWithBreak ? '\n' : '')).replaceAll('\n', ending);
          const options = encoding === 'windows-1252' ? { encoding } : {};
          const tasks = await readTasks(encode(text), options);
          expect(tasks.map(({ line, email, fields }) => ({ line, email, dept: fields.dept }))).toEqual(
            written.expected,
          );
        },
      ),
      { numRuns: 60 },
    );
  },
);

function writeCsv(rows: readonly { text: string; blankLines: number }[], delimiter: string) {
  const expected: { line: number; email: string; dept: string }[] = [];
  let text = ['action', 'E-Mail', 'Department'].join(delimiter);
  let line = 1;
  rows.forEach(({ text: dept, blankLines }, number) => {
    const email = `user${number}@example.com`;
    text +=
      '\n'.repeat(1 + blankLines) + ['update', email, `"${dept.replaceAll('"', '""')}"`].join(delimiter);
    line += 1 + blankLines;
    expected.push({ line, email, dept });
    line += dept.split('\n').length - 1;
  });
  return { text, expected };
}
