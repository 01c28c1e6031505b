import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/**
 * Writes a file of a report as a whole or not at all: under a temporary name beside it, on disk, then renamed. Only
 * the operator may read it, since reports hold people's addresses. The folder must be there.
 * @throws whatever the chunks or the file system threw; an earlier file of that name then stands as it was.
 */
export async function writeWhole(
  path: string,
  chunks: Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  const temporary = `${path}.part`;
  // A mode is only given to a file that is made: what a crash left behind must go first.
  await rm(temporary, { force: true });
  try {
    await pipeline(chunks, createWriteStream(temporary, { flags: 'wx', mode: 0o600, flush: true }));
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
