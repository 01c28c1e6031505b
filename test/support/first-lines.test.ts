import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FirstLines } from '../../src/support/first-lines.ts';

describe('FirstLines', () => {
  it('knows the line on which each text stood first, as a Map would', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 3, unit: fc.constantFrom('a', 'b', 'ä', '') })),
        (texts) => {
          const lines = new FirstLines();
          const known = new Map<string, number>();
          texts.forEach((text, index) => {
            expect(lines.remember(text, index + 2)).toBe(known.get(text));
            if (!known.has(text)) known.set(text, index + 2);
          });
          expect(lines.size).toBe(known.size);
        },
      ),
      { numRuns: 200, seed: 1 },
    );
  });

  it('keeps apart a hundred thousand texts that are much alike', () => {
    const lines = new FirstLines();
    const text = (n: number) => `user${n}@example.com`;
    for (let n = 1; n <= 100_000; n++) lines.remember(text(n), n);
    expect(lines.size).toBe(100_000);
    let wrong = 0;
    for (let n = 1; n <= 100_000; n++) if (lines.remember(text(n), 999_999) !== n) wrong++;
    expect(wrong).toBe(0);
  });
});
