import { expect, it } from 'vitest';
import { unreachable } from '../../src/support/unreachable.ts';

it('says what it was given', () => {
  expect(() => unreachable({ kind: 'new' } as never)).toThrow('unreachable: {"kind":"new"}');
});
