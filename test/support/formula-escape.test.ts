import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeFormula, unescapeFormula } from '../../src/support/formula-escape.ts';
import { asExcelSplits, FORMULA } from './spreadsheet.ts';

const CELL = fc.string({
  unit: fc.constantFrom(...'=+-@＝"\',;\t\r\n \u00A0\u0000\u200B\u{E0041}a0', '\r\n'),
  maxLength: 14,
});

/** As RFC 4180 quotes. */
function quoted(cell: string, delimiter: string): string {
  return /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

describe('an escaped cell', () => {
  it('is no formula, wherever a spreadsheet splits the file, and whatever the file is split by', () => {
    const delimiter = fc.constantFrom(',', ';', '\t');
    fc.assert(
      fc.property(fc.array(CELL, { minLength: 1, maxLength: 4 }), delimiter, delimiter, (cells, by, read) => {
        const line = cells.map((cell) => quoted(escapeFormula(cell), by)).join(by);
        for (const cell of asExcelSplits(`${line}\n`, read).flat()) expect(cell).not.toMatch(FORMULA);
      }),
      { numRuns: 20_000 },
    );
  });

  it('reads back as it was, and no other cell looks like it', () => {
    fc.assert(
      fc.property(CELL, CELL, (cell, other) => {
        const escaped = escapeFormula(cell);
        expect(unescapeFormula(escaped) ?? escaped).toBe(cell);
        expect(escapeFormula(other) === escaped).toBe(other === cell);
      }),
      { numRuns: 20_000 },
    );
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['Bad;=1+1', "Bad;'=1+1"],
    ['a\tb\r\n=1', "a\tb\r\n'=1"],
    ['a;""=1', `a;'""=1`],
    ["cmd,@SUM(1);' -2", "cmd,'@SUM(1);'' -2"],
    ['R&D; Sales, ann-lee', 'R&D; Sales, ann-lee'],
  ])('is made of %j', (cell, escaped) => {
    expect(escapeFormula(cell)).toBe(escaped);
  });
});
