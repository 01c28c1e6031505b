import { expect, it } from 'vitest';
import { encoderFor } from '../../src/support/encode.ts';

it.each([
  ['utf-8', 'Zoë 😀'],
  ['utf-16le', 'Zoë 😀'],
  ['utf-16be', 'Zoë 😀'],
  ['windows-1252', 'Zoë – 20 €\u0081'],
  ['macintosh', 'Zoë – Ω'],
  ['windows-1251', 'Zoё Иванов'],
  ['shift_jis', '山田 太郎ｶﾅ ,"x"'],
  ['gb18030', '张三 é'],
  ['big5', '陳大文'],
  ['euc-kr', '김철수'],
])('a text in %s is what TextDecoder reads again', (encoding, text) => {
  expect(new TextDecoder(encoding).decode(encoderFor(encoding)(text))).toBe(text);
});

it('what an encoding does not have is no other character', () => {
  expect(() => encoderFor('windows-1252')('→')).toThrow(new RangeError('windows-1252 has no character →'));
});
