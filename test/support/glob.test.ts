import fc from 'fast-check';
import picomatch from 'picomatch';
import { describe, expect, it } from 'vitest';
import { globMatcher, isWellFormedGlob } from '../../src/support/glob.ts';

describe('a glob', () => {
  it.each([
    ['*@board.example.com', 'CEO@board.Example.com', true],
    ['*@board.example.com', 'ceo@aboard.example.com', false],
    ['*@*.example.com', 'a@example.com', false],
    ['{ceo,c{f,t}o}@example.com', 'cto@example.com', true],
    ['{ceo,c{f,t}o}@example.com', 'cxo@example.com', false],
    ['{a*,}b', 'b', true],
    ['[a-c-]?[^a]', '-xb', true],
    ['[a-c-]?[^a]', '-xa', false],
    ['ann+1@example.com', 'ann+1@example.com', true],
    ['dept/*', 'dept/ann@example.com', true],
    ['jo\u0308rg@*', 'JÖRG@example.com', true],
    ['a?b', 'a👋b', true],
    ['a**b', 'ab', true],
    ['a.c', 'abc', false],
  ])('%s passes %s: %s', (glob, text, passes) => {
    expect(globMatcher(glob)(text)).toBe(passes);
  });

  it.each(['[', 'a]', '{a', 'a}', '{a,{b}', '[]', '[^]', '[z-a]', '{'.repeat(30) + '}'.repeat(30)])(
    '%s is not well formed',
    (glob) => {
      expect(isWellFormedGlob(glob)).toBe(false);
      expect(() => globMatcher(glob)).toThrow(RangeError);
    },
  );

  // Which takes a plus after a brace for a repetition, two dollars for one, and a text that begins with a dot for a folder.
  it('means what it means to picomatch, which matches paths', () => {
    const options = { dot: true, bash: true, nonegate: true, noextglob: true };
    const piece = fc.constantFrom(
      ...['*', '*', '?', '**', '[ab]', '[a-c]', '[^a]', '[b-]', '{a,b}', '{a*,}', '{a,{b,c*}}', '{*,?b}'],
      ..."abc@.-+'#$^=&~%_",
    );
    const glob = fc
      .array(piece, { minLength: 1, maxLength: 6 })
      .map((pieces) => pieces.join(''))
      .filter((pattern) => !/[}\]]\+|\$\$/.test(pattern));
    const text = fc
      .string({ unit: fc.constantFrom(..."aabbcAB@.-+'#$!^=~"), minLength: 1, maxLength: 7 })
      .filter((address) => !address.startsWith('.'));
    let passed = 0;
    fc.assert(
      fc.property(glob, text, (pattern, address) => {
        const passes = globMatcher(pattern)(address);
        if (passes) passed += 1;
        expect(passes).toBe(picomatch(pattern, options)(address.toLowerCase()));
      }),
      { numRuns: 20_000 },
    );
    expect(passed).toBeGreaterThan(1_000);
  });

  // Where the stars are tried one after the other this would not come to an end.
  it('with a thousand stars comes to its end', () => {
    expect(globMatcher('*a'.repeat(1_000))(`${'a'.repeat(320)}b`)).toBe(false);
    expect(globMatcher('{*a,*b}'.repeat(50))(`${'a'.repeat(320)}c`)).toBe(false);
  });
});
