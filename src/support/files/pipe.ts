import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { sleep } from '../sleep.ts';
import { Refused } from './refused.ts';

/** How long a pipe waits for somebody who writes into it. */
const FOR_WRITER_MS = 10_000;

/** How long it waits for a writer who is there, where no signal could end the wait. */
const FOR_TEXT_MS = 60_000;

const LOOK_AGAIN_MS = 10;
const CHUNK_BYTES = 64 * 1024;

/** Those of a shell's `<(…)` have had their writer from the beginning. */
const OF_SHELL = /^\/(?:dev|proc)\//;

/**
 * What comes out of a pipe that was opened without waiting, a piece at a time.
 * @throws {Refused} when nobody writes into it; the signal's reason when it fires
 */
export async function* pipePieces(
  file: string,
  handle: FileHandle,
  signal?: AbortSignal,
): AsyncGenerator<Buffer> {
  const until = performance.now() + FOR_WRITER_MS;
  let isEmpty = true;
  for (;;) {
    signal?.throwIfAborted();
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    const count = await handle.read(buffer, 0, CHUNK_BYTES).then(({ bytesRead }) => bytesRead, orNothingYet);
    if (count) {
      isEmpty = false;
      yield buffer.subarray(0, count);
    } else {
      if (count === 0 && isAtEnd(file, isEmpty, until)) return;
      await sleep(LOOK_AGAIN_MS, signal);
    }
  }
}

/** The same, for a text that is needed before anything else can be done. @throws {Refused} when it does not come */
export function readPipe(file: string, opened: number): Buffer {
  const begin = performance.now();
  const pieces: Buffer[] = [];
  for (let since = begin; ; ) {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    const count = readNow(opened, buffer);
    if (count) {
      pieces.push(buffer.subarray(0, count));
      since = performance.now();
    } else {
      if (count === 0 && isAtEnd(file, pieces.length === 0, begin + FOR_WRITER_MS)) break;
      if (performance.now() > since + FOR_TEXT_MS)
        throw new Refused(file, 'is a pipe, and nothing comes of it');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_AGAIN_MS);
    }
  }
  return Buffer.concat(pieces);
}

/** An end before the beginning only says that no writer has come yet. */
function isAtEnd(file: string, isEmpty: boolean, until: number): boolean {
  if (!isEmpty || OF_SHELL.test(file)) return true;
  if (performance.now() > until) throw new Refused(file, 'is a pipe, and nobody writes into it');
  return false;
}

function readNow(opened: number, buffer: Buffer): number | undefined {
  try {
    return readSync(opened, buffer);
  } catch (error) {
    return orNothingYet(error);
  }
}

/** Undefined where there is a writer who has written nothing since. */
function orNothingYet(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return undefined;
  throw error;
}
