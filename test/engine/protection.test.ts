import { describe, expect, it } from 'vitest';
import { Protection } from '../../src/engine/protection.ts';

describe('Protection', () => {
  it.each([
    ['ceo@x.org', 'ceo@x.org', true],
    ['ceo@x.org', 'CEO@X.org', true],
    ['CEO@X.ORG', 'ceo@x.org', true],
    ['ceo@x.org', 'ceo@x.org.example', false],
    ['ceo@x.org', 'the-ceo@x.org', false],
    ['ceo', 'ceo@x.org', false],
    ['*@board.x.org', 'anna@board.x.org', true],
    ['*@board.x.org', '.anna@board.x.org', true],
    ['*@board.x.org', 'an/na@board.x.org', true],
    ['*@board.x.org', 'anna@staff.x.org', false],
    ['*@board.x.org', 'anna@boardxx.org', false],
    ['admin*', 'admin-7@x.org', true],
    ['*admin*', 'it.admin@x.org', true],
    ['?@x.org', 'a@x.org', true],
    ['?@x.org', 'ab@x.org', false],
    ['{anna,bert}@x.org', 'bert@x.org', true],
    ['[ab]@x.org', 'b@x.org', true],
    ['a+b@x.org', 'a+b@x.org', true],
    ['a.b@x.org', 'a-b@x.org', false],
    ['*', 'anybody@x.org', true],
    ['ann+1@x.org', 'ANN+1@x.org', true],
    ['ann+*@x.org', 'ann+1@x.org', true],
    ['ann+1@x.org', 'annn1@x.org', false],
    ['**@x.org', 'a.b@x.org', true],
    ['{ceo,c{f,t}o}@x.org', 'cto@x.org', true],
    ['{a@x.org,b@y.org}', 'b@y.org', true],
    ['[^a]@x.org', 'b@x.org', true],
    ['a!b#c$d^e@x.org', 'a!b#c$d^e@x.org', true],
    ["o'brien@x.org", "O'Brien@x.org", true],
    ['J\u00F6rg@x.org', 'jo\u0308rg@x.org', true],
    ['\u00C9*@x.org', '\u00E9va@x.org', true],
  ])('by %s: %s is protected: %s', (pattern, email, isProtected) => {
    expect(new Protection([pattern]).patternFor(email)).toBe(isProtected ? pattern : undefined);
  });

  it('names the first pattern that fits, as it was written', () => {
    const protection = new Protection(['bert@x.org', '*@X.org', '*']);
    expect(protection.isEmpty).toBe(false);
    expect(protection.patternFor('anna@x.org')).toBe('*@X.org');
  });

  it('names every pattern that fits', () => {
    const protection = new Protection(['bert@x.org', '*@X.org', '*']);
    expect(protection.patternsFor('anna@x.org')).toEqual(['*@X.org', '*']);
  });

  it('protects nobody without a pattern', () => {
    expect(new Protection([]).isEmpty).toBe(true);
    expect(new Protection([]).patternFor('anna@x.org')).toBeUndefined();
  });
});
