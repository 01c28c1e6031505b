import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextTable } from '../../src/support/text-table.ts';

describe('a table of numbers by text', () => {
  it('knows them as a Map would, while it grows', () => {
    const entry = fc.record({
      text: fc.string({ maxLength: 3 }),
      numbers: fc.tuple(fc.nat(), fc.nat({ max: 0xffffffff })),
    });
    fc.assert(
      fc.property(fc.array(entry, { size: 'large' }), (entries) => {
        const table = new TextTable(2);
        const known = new Map<string, readonly number[]>();
        for (const { text, numbers } of entries) {
          expect(table.get(text) && [...(table.get(text) ?? [])]).toEqual(known.get(text));
          table.add(text).set(numbers);
          known.set(text, numbers);
        }
        expect(table.size).toBe(known.size);
        for (const [text, numbers] of known) expect([...(table.get(text) ?? [])]).toEqual(numbers);
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  it('has zeros for a text that is new, and keeps what it has for one that is not', () => {
    const table = new TextTable(1);
    expect(table.get('a')).toBeUndefined();
    expect([...table.add('a')]).toEqual([0]);
    table.add('a')[0] = 7;
    expect([...table.add('a')]).toEqual([7]);
  });

  it('keeps the numbers of ten thousand texts apart', () => {
    const table = new TextTable(3);
    const numbersOf = (n: number) => [n, 2 * n, 3 * n];
    for (let n = 1; n <= 10_000; n++) table.add(`user${n}@example.com`).set(numbersOf(n));
    const wrong = Array.from({ length: 10_000 }, (_, index) => index + 1).filter(
      (n) => String(table.get(`user${n}@example.com`)) !== String(numbersOf(n)),
    );
    expect(wrong).toEqual([]);
  });
});
