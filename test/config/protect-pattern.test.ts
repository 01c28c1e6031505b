import { describe, expect, it } from 'vitest';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import { complaintOf } from '../support/folder.ts';

const protect = (...patterns: readonly string[]) =>
  resolveSettings({ commandLine: { protect: patterns }, environment: {} }).settings.protect;

describe('a pattern of --protect', () => {
  it.each([
    'ceo@board.example.com',
    'CEO@Board.Example.com',
    '*@board.example.com',
    '**@board.example.com',
    '*@*.board.example.com',
    '{ceo,cfo}@board.example.com',
    '{ceo,c{f,t}o}@board.example.com',
    '{ceo@a.example,cfo@b.example}',
    '[ac]eo@board.example.com',
    '[a-c]?o@board.example.com',
    'ann+1@example.com',
    'ann+*@example.com',
    "o'brien@example.com",
    'a!b#c$d%e&f=g@example.com',
    'dept/ann@example.com',
    'jörg@example.com',
    'admin*',
    '*board*',
    '*',
  ])('may be %s', (pattern) => {
    expect(protect(pattern)).toEqual([pattern]);
  });

  it.each([
    [' *@board.example.com ', '*@board.example.com'],
    ['ceo@board.example.com\r', 'ceo@board.example.com'],
    ['\tceo@board.example.com\n', 'ceo@board.example.com'],
  ])('loses the blanks around it: %j', (pattern, kept) => {
    expect(protect(pattern)).toEqual([kept]);
  });

  it.each([
    ['', /^write a pattern such as/],
    ['   ', /^write a pattern such as/],
    ["'*@board.example.com'", /without the quotes/],
    ['"ceo@example.com"', /without the quotes/],
    ['“ceo@example.com”', /without the quotes/],
    ['a@example.com,b@example.com', /each address by itself/],
    ['a@example.com, b@example.com', /each address by itself/],
    ['a@example.com;b@example.com', /each address by itself/],
    ['a@example.com\nb@example.com', /each address by itself/],
    ['a@example.com b@example.com', /each address by itself/],
    ['a@example.com|b@example.com', /each address by itself/],
    ['ceo,cfo', /each address by itself/],
    ['ceo @example.com', /without blanks/],
    ['{ceo, cfo}@example.com', /without blanks/],
    ['ce\u200bo@example.com', /without blanks/],
    ['!ceo@example.com', /^write who is meant/],
    ['@(ceo|cfo)@example.com', /each address by itself/],
    ['(ceo|cfo)@example.com', /an address alone/],
    ['ceo|cfo@example.com', /an address alone/],
    ['+(a)@example.com', /an address alone/],
    ['Ann <ann@example.com>', /without blanks/],
    ['<ann@example.com>', /an address alone/],
    ['mailto:ann@example.com', /an address alone/],
    ['ann\\@example.com', /an address alone/],
    ['[', /each \[ and \{ with its end/],
    ['[ab@example.com', /each \[ and \{ with its end/],
    ['ab]@example.com', /each \[ and \{ with its end/],
    ['[z-a]@example.com', /each \[ and \{ with its end/],
    ['[!a]*@example.com', /each \[ and \{ with its end/],
    ['{ceo,cfo@example.com', /each address by itself/],
    ['{ceo@example.com', /each \[ and \{ with its end/],
    ['ceo}@example.com', /each \[ and \{ with its end/],
    ['{ceo}@example.com', /each \[ and \{ with its end/],
    ['u{1..9}@example.com', /each \[ and \{ with its end/],
    ['@board.example.com', /^write \*@board\.example\.com$/],
    ['ceo@', /^write ceo@\*$/],
    ['board.example.com', /^write a whole address, or \*@board\.example\.com$/],
    ['ceo', /^write a whole address, or ceo@\*$/],
    ['{'.repeat(100_000), /^write several shorter ones$/],
    ['{'.repeat(4_000) + '}'.repeat(4_000), /each \[ and \{ with its end/],
  ])('cannot be %j', async (pattern, advice) => {
    const message = await complaintOf(() => protect(pattern));
    const [, found, advised = ''] = /^--protect: found (.*?); (write [\s\S]*)\.$/s.exec(message) ?? [];
    expect(found).toBeDefined();
    expect(advised).toMatch(advice);
  });
});
