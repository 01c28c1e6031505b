import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeColumn } from '../../src/fields/columns.ts';
import { type CellResult, readText } from '../../src/fields/read-text.ts';
import { csvCell } from '../../src/report/csv/csv-cell.ts';

/** What a cell of results.csv becomes as a cell of another run's input. */
function readBack(column: 'user_id' | 'email', text: string): CellResult {
  const { field } = describeColumn(column);
  const [[cell = ''] = []] = parse(csvCell(text)) as string[][];
  if (!field) throw new Error(`no column ${column}`);
  return readText(field, cell.trim());
}

/** What is read is what was written, or nothing is. */
function isLossless(column: 'user_id' | 'email', text: string): void {
  const result = readBack(column, text);
  if ('value' in result) expect(result.value).toBe(text);
}

describe('results.csv is read back', () => {
  it('with every id that Zoom gives', () => {
    const id = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_/+'), minLength: 16, maxLength: 24 });
    fc.assert(
      fc.property(id, (text) => {
        expect(readBack('user_id', text)).toEqual({ value: text, warning: undefined });
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    '-cn1DHGRRTSOlnVwyZNhKw',
    "'-cn1DHGRRTSOlnVwyZNhKw",
    "''-cn1DHGR",
    '=cn1DHGR',
    "'=cn1DHGR",
    '+cn1DHGR',
  ])('with %s', (text) => expect(readBack('user_id', text)).toEqual({ value: text, warning: undefined }));

  it.each(['-ann@example.com', '+ann@example.com', '=ann@example.com', "o'neil@example.com"])(
    'with %s',
    (text) => expect(readBack('email', text)).toEqual({ value: text, warning: undefined }),
  );

  it('and nothing becomes another id or address', () => {
    const text = fc.string({ unit: fc.constantFrom(...'aZ09-_=/+\'@."'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(text, (any) => {
        isLossless('user_id', any);
        isLossless('email', `${any}@example.com`);
      }),
      { numRuns: 5000 },
    );
  });
});
