import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutMessage } from '../../src/core/cut-message.ts';
import { ZoomError } from '../../src/core/zoom-error.ts';

it('a message is kept with at most 603 bytes, whole characters and its beginning, and cut once', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'ä', '王', '👋'), maxLength: 700 });
  fc.assert(
    fc.property(text, (given) => {
      const cut = cutMessage(given);
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(603);
      expect(given.startsWith(cut.replace(/…$/, ''))).toBe(true);
      expect(cut.isWellFormed()).toBe(true);
      expect(cutMessage(cut)).toBe(cut);
      expect(cut === given).toBe(Buffer.byteLength(given) <= 603);
    }),
  );
});

it('an error keeps no more of a message, in none of its places, whoever made it', () => {
  const error = new ZoomError({ kind: 'signInRefused', message: 'x'.repeat(3_000_000) });
  const again = error.with({ message: `Zoom refused: ${error.message}` });
  for (const { message, reason, stack = '' } of [error, again]) {
    expect(message).toHaveLength(601);
    expect(reason).toEqual({ kind: 'refused', message });
    expect(stack.length).toBeLessThan(5_000);
  }
});
