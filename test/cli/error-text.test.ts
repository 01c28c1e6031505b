import { expect, it } from 'vitest';
import { errorText } from '../../src/cli/error-text.ts';
import { UsageError } from '../../src/core/usage-error.ts';

it.each<[string, UsageError, string]>([
  ['one thing', new UsageError('a\nb\u001b[2J is not there.'), 'a b [2J is not there.'],
  [
    'several things',
    new UsageError(['x\ny cannot be used:', 'one\nDone', 'two'].join('\n- '), ['one\nDone', 'two']),
    'x y cannot be used:\n- one Done\n- two',
  ],
  [
    'several things and advice',
    new UsageError('one\ntwo\nTo paste:\n--x', ['one', 'two']),
    'one\ntwo\nTo paste:\n--x',
  ],
  ['things that are not in it', new UsageError('Two things.', ['one', 'two']), 'Two things.'],
])('an error with %s has no line that is not its own', (_, error, text) => {
  expect(errorText(error)).toBe(text);
});
