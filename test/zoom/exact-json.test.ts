import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExactJson } from '../../src/zoom/exact-json.ts';

/** As JSON.parse does it, which calls back for every value. */
function reference(text: string): unknown {
  try {
    return JSON.parse(text, (_name, value: unknown, context?: { source?: string }) => {
      const source = context?.source ?? '';
      const isLarge =
        typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d{16,40}$/.test(source);
      return isLarge ? BigInt(source) : value;
    });
  } catch {
    return undefined;
  }
}

describe('the JSON of an answer', () => {
  it.each([
    ['{"a":72057594037927941,"b":[-9007199254740993,9007199254740991]}'],
    ['{"a":"72057594037927941","b\\"72057594037927941":1}'],
    ['[72057594037927941.5,72057594037927941e2,7205759403792794.1,0.72057594037927941]'],
    ['{"__proto__":72057594037927941,"constructor":{"__proto__":{"x":1}}}'],
    ['{"a":1,"a":72057594037927941}'],
    ['72057594037927941'],
    ['[1,,2]'],
    ['"unended'],
    ['"\\'],
    ['{"a":01234567890123456789}'],
    ['-'],
    ['nul'],
    ['﻿{}'],
  ])('%s is read as JSON.parse reads it, with the last digit of every integer', (text) => {
    const value = parseExactJson(text);
    expect(value).toEqual(reference(text));
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it('is read as JSON.parse reads it, whatever it is', () => {
    const number = fc
      .tuple(fc.bigInt({ min: -(10n ** 22n), max: 10n ** 22n }), fc.constantFrom('', '.5', 'e3', 'E-2'))
      .map(([integer, rest]) => `${integer}${rest}`);
    const piece = fc.oneof(fc.json(), number, fc.constantFrom(...'[]{}:,"\\', '"a":'));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), number, (pieces, large) => {
        for (const text of [pieces.join(''), `[${pieces.join(',')},${large}]`]) {
          expect(parseExactJson(text)).toEqual(reference(text));
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('is none where it has a thousand levels, or never an end of them', () => {
    expect(parseExactJson('['.repeat(1_000) + ']'.repeat(1_000))).toBeUndefined();
    expect(parseExactJson('{"a":'.repeat(1_000_000))).toBeUndefined();
    expect(parseExactJson('['.repeat(60) + ']'.repeat(60))).toBeDefined();
  });
});
