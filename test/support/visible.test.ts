import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneLine, visible } from '../../src/support/visible.ts';
import { visibleJson } from '../../src/support/visible-json.ts';

/** What no text for people may hold, whoever wrote it; joiners are for some scripts to need. */
const DANGEROUS =
  /(?![\t\n])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/u;

describe('a text for people', () => {
  it.each([
    ['\u001b[2J\u001b]52;c;aGk=\u0007', '<U+001B>[2J<U+001B>]52;c;aGk=<U+0007>'],
    ['\u009b31m\u009d8;;x\u009c', '<U+009B>31m<U+009D>8;;x<U+009C>'],
    ['a\rb\bc\0d\u007f', 'a<U+000D>b<U+0008>c<U+0000>d<U+007F>'],
    [
      'gpj.\u202eexe\u202c \u2066a\u2069 \u200e\u200f\u061c',
      'gpj.<U+202E>exe<U+202C> <U+2066>a<U+2069> <U+200E><U+200F><U+061C>',
    ],
    ['a\u200bn\u200dn\u2060\ufeff\u00ad', 'a<U+200B>n<U+200D>n<U+2060><U+FEFF><U+00AD>'],
    ['\u2028\u2029\u{e0041}\ud800', '<U+2028><U+2029><U+E0041><U+D800>'],
    ['שלום\u200f', 'שלום<U+200F>'],
    ['two\n\tlines', 'two\n\tlines'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['क्\u200dष', 'क्\u200dष'],
    ['👩🏽\u200d🚀 ❤\ufe0f', '👩🏽\u200d🚀 ❤\ufe0f'],
    ['Zoë שלום 王 é\u0301', 'Zoë שלום 王 é\u0301'],
  ])('%j is %j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('holds nothing that a terminal obeys or that turns the direction, on one line without a break', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom(...'a\u001b\u009b\r\n\t\0\u202e\u2066\u200f\u2028ש', '🏴', '\u{e0067}'),
      }),
    );
    fc.assert(
      fc.property(text, (given) => {
        expect(visible(given)).not.toMatch(DANGEROUS);
        expect(visible(visible(given))).toBe(visible(given));
        expect(oneLine(given)).not.toMatch(/[\t\n]/);
        expect(oneLine(given)).not.toMatch(DANGEROUS);
        const json = visibleJson(JSON.stringify({ [given]: given }, null, 2));
        expect(json).not.toMatch(DANGEROUS);
        expect(json).not.toMatch(/[\u200b-\u200d]/);
        expect(JSON.parse(json)).toEqual({ [given]: given });
      }),
      { numRuns: 2_000 },
    );
  });
});
