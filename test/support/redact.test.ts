import { describe, expect, it } from 'vitest';
import { redact, redactor } from '../../src/support/redact.ts';

const SECRET = `a"b\\c&d<e>'f/g h+ü`;

describe('redact', () => {
  it.each([
    ['as it is', SECRET],
    ['as JSON', String.raw`a\"b\\c&d<e>'f/g h+ü`],
    ['in a URL', "a%22b%5Cc%26d%3Ce%3E'f%2Fg%20h%2B%C3%BC"],
    ['in a URL, in lower case', "a%22b%5cc%26d%3ce%3e'f%2fg%20h%2b%c3%bc"],
    ['in a form', 'a%22b%5Cc%26d%3Ce%3E%27f%2Fg+h%2B%C3%BC'],
    ['in HTML text', `a"b\\c&amp;d&lt;e&gt;'f/g h+ü`],
    ['in HTML', "a&quot;b\\c&amp;d&lt;e&gt;'f/g h+ü"],
    ['in HTML, with both quotes', 'a&quot;b\\c&amp;d&lt;e&gt;&#39;f/g h+ü'],
    ['in HTML, with a hexadecimal quote', 'a&quot;b\\c&amp;d&lt;e&gt;&#x27;f/g h+ü'],
    ['in HTML, with numbered quotes', 'a&#34;b\\c&amp;d&lt;e&gt;&#39;f/g h+ü'],
    ['in base64', 'YSJiXGMmZDxlPidmL2cgaCvDvA=='],
    ['in base64 without padding', 'YSJiXGMmZDxlPidmL2cgaCvDvA'],
    ['in base64 without padding', 'YSJiXGMmZDxlPidmL2cgaCvDvA'],
  ])('finds a secret %s', (_how, form) => {
    expect(redact(`x${form}y${form}`, [SECRET])).toBe('x[redacted]y[redacted]');
  });

  it.each<[string, string[], string]>([
    ['several secrets', ['one', 'two'], 'one two three'],
    ['an empty one', [''], 'abc'],
    ['none', [], 'abc'],
    ['characters of patterns', ['a.c', '$&'], 'abc a.c $& $1'],
  ])('knows what a secret is: %s', (_what, secrets, text) => {
    const expected = { 'one two three': '[redacted] [redacted] three', abc: 'abc' }[text];
    expect(redact(text, secrets)).toBe(expected ?? 'abc [redacted] [redacted] $1');
  });

  it('finds a secret in base64 for URLs', () => {
    expect(redact('x YT8_PmJ-fg y', ['a??>b~~'])).toBe('x [redacted] y');
  });

  it('leaves no rest of a secret that begins with another', () => {
    expect(redact('secret-and-more, secret', ['secret', 'secret-and-more'])).toBe('[redacted], [redacted]');
  });

  it('finds a secret in the base64 of URLs', () => {
    expect(redact('x Pz4/Pn5+w78= Pz4_Pn5-w78 y', ['?>?>~~ÿ'])).toBe('x [redacted] [redacted] y');
  });

  it('stands a secret that is no proper Unicode', () => {
    expect(redact('a\ud800b', ['a\ud800b'])).toBe('[redacted]');
  });

  it('is the same for many texts', () => {
    const clean = redactor(new Set(['x1']));
    expect(['x1', 'x2', 'x1x1'].map(clean)).toEqual(['[redacted]', 'x2', '[redacted][redacted]']);
  });
});
