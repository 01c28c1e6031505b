import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { NotAFile } from './kind.ts';

/**
 * Opens a file, or a pipe, without waiting for anything: a thread that waits for a pipe's writer would keep the process from
 * ending. What is neither is not even opened, which alone could set a device going.
 * @throws {Refused} for what is neither; whatever the file system throws
 */
export async function openForReading(
  file: string,
): Promise<{ readonly handle: FileHandle; readonly isPipe: boolean }> {
  checkKind(file, await stat(file));
  const { O_RDONLY, O_NONBLOCK = 0 } = constants;
  const handle = await open(file, O_RDONLY | O_NONBLOCK);
  try {
    const stats = await handle.stat();
    checkKind(file, stats);
    return { handle, isPipe: !stats.isFile() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

type Tested = ConstructorParameters<typeof NotAFile>[1];

function checkKind(file: string, stats: Tested): void {
  if (stats.isFile() || stats.isFIFO()) return;
  throw new NotAFile(file, stats);
}
