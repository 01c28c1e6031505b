import { closeSync, fstatSync, openSync, readSync, truncateSync, writeSync } from 'node:fs';
import type { Random } from '../chaos/random.ts';

const SECTOR = 512;

/** Damages a file as a disk, a cable or a cosmic ray does. @returns what was done, for a message */
export function damageFile(file: string, random: Random): string {
  const handle = openSync(file, 'r+');
  try {
    const { size } = fstatSync(handle);
    const at = () => random.between(0, size - 1);
    switch (random.pick(['bit', 'bit', 'bit', 'bits', 'byte', 'bytes', 'sector', 'cut'] as const)) {
      case 'bit':
        return flip(handle, [at()], random);
      case 'bits':
        return flip(handle, Array.from({ length: random.between(2, 8) }, at), random);
      case 'byte':
        return overwrite(handle, at(), Buffer.of(random.between(0, 255)));
      case 'bytes':
        return overwrite(
          handle,
          at(),
          Buffer.from(Array.from({ length: random.between(2, 40) }, () => random.between(0, 255))),
        );
      case 'sector':
        return overwrite(
          handle,
          Math.floor(at() / SECTOR) * SECTOR,
          Buffer.alloc(SECTOR, random.pick([0, 0xff])),
        );
      case 'cut': {
        const left = at();
        truncateSync(file, left);
        return `cut to ${left} bytes`;
      }
    }
  } finally {
    closeSync(handle);
  }
}

function flip(handle: number, places: readonly number[], random: Random): string {
  const byte = Buffer.alloc(1);
  for (const place of places) {
    readSync(handle, byte, 0, 1, place);
    byte[0] = (byte[0] ?? 0) ^ (1 << random.between(0, 7));
    writeSync(handle, byte, 0, 1, place);
  }
  return `flipped a bit at ${places.join(', ')}`;
}

function overwrite(handle: number, place: number, bytes: Buffer): string {
  writeSync(handle, bytes, 0, bytes.length, place);
  return `wrote ${bytes.length} bytes at ${place}`;
}
