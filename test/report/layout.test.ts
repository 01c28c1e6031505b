import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignTable, clip, columnsOf, wrapText } from '../../src/report/terminal/layout.ts';

describe('wrapText', () => {
  it('breaks between words and lines up what follows the lead', () => {
    expect(wrapText(`${'word '.repeat(30)}end`, '  → ')).toEqual([
      `  → ${'word '.repeat(19).trimEnd()}`,
      `    ${'word '.repeat(11)}end`,
    ]);
  });

  it('keeps a command in backquotes on one line', () => {
    const command = '`zoom-provision resume 20260311-184501-k3f9`';
    expect(wrapText(`${'x'.repeat(80)} ${command}, and so on`)).toEqual([
      'x'.repeat(80),
      `${command}, and so on`,
    ]);
  });

  it('never passes 100 columns and loses nothing but white space, whatever the text', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab `\n\u001B王👋é\u0301 -'), maxLength: 400 });
    fc.assert(
      fc.property(text, (given) => {
        const lines = wrapText(given, '    ');
        for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(100);
        const visible = (of: string) => of.replace(/[\s\p{Cc}]+/gu, '').normalize();
        expect(visible(lines.join(''))).toBe(visible(given));
      }),
    );
  });

  it('disarms escape sequences', () => {
    expect(wrapText('a\u001B[2Jb')).toEqual(['a [2Jb']);
  });
});

describe('alignTable', () => {
  it('makes columns as wide as their widest cell, numbers to the right, East Asian characters two wide', () => {
    expect(
      alignTable(
        [
          ['created', '1,380', 'x'],
          ['王', '12', ''],
        ],
        [1],
      ),
    ).toEqual(['created  1,380  x', '王          12']);
  });
});

describe('clip', () => {
  it.each([
    ['short', 5, 'short'],
    ['longer', 5, 'long…'],
    ['王小明王', 6, '王小…'],
    ['longer', 1, '…'],
    ['longer', 0, ''],
    ['longer', -3, ''],
    ['two\nlines', 20, 'two lines'],
  ])('makes %j at most %d columns wide', (text, most, clipped) => {
    expect(clip(text, most)).toBe(clipped);
  });
});
