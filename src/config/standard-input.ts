import path from 'node:path';

/** What leads to standard input, which as a path cannot be opened where it is a socket, nor found again by `resume`. */
const PATHS = ['/dev/stdin', '/dev/fd/0', '/proc/self/fd/0'];

/** `-` for standard input, by whichever of its names; any other path from its root on. */
export function inputPath(given: string, folder = ''): string {
  return given === '-' || PATHS.includes(path.normalize(given)) ? '-' : path.resolve(folder, given);
}
