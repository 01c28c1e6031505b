import type { Stats } from 'node:fs';
import { Refused } from './refused.ts';

/** What a path leads to, as people know it. */
type Kind = 'a file' | 'a folder' | 'a link' | 'a pipe' | 'a socket' | 'a device';

type Tests = Pick<Stats, 'isFile' | 'isDirectory' | 'isSymbolicLink' | 'isFIFO' | 'isSocket'>;

export function kindOf(stats: Tests): Kind {
  if (stats.isFile()) return 'a file';
  if (stats.isDirectory()) return 'a folder';
  if (stats.isSymbolicLink()) return 'a link';
  if (stats.isFIFO()) return 'a pipe';
  return stats.isSocket() ? 'a socket' : 'a device';
}

/** What was to be read or written as a file is none. */
export class NotAFile extends Refused {
  readonly kind: Kind;

  constructor(file: string, stats: Tests) {
    const kind = kindOf(stats);
    super(file, `is ${kind}, not a file`);
    this.kind = kind;
  }
}
