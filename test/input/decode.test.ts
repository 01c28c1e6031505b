import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decode } from '../../src/input/csv/decode.ts';
import { inPieces } from '../support/pieces.ts';

async function decodeAll(bytes: Buffer, encoding: string, sizes: readonly number[]): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of decode(inPieces(bytes, sizes), encoding)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });

it.each(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'])(
  'decodes any bytes as %s with LF as the only line ending, wherever they are cut',
  async (encoding) => {
    const bytes = fc.array(
      fc.constantFrom(0, 10, 13, 34, 65, 0x80, 0xc3, 0xa4, 0xef, 0xbb, 0xbf, 0xfe, 0xff),
      { maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(bytes, sizes, async (content, cuts) => {
        const expected = new TextDecoder(encoding).decode(Uint8Array.from(content)).replace(/\r\n?/g, '\n');
        expect(await decodeAll(Buffer.from(content), encoding, cuts)).toBe(expected);
      }),
      { numRuns: 300 },
    );
  },
);
