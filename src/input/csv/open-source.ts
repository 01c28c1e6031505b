import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import type { InputChange } from '../../core/input-change.ts';
import { asFailure } from '../../core/system-failure.ts';
import { UsageError } from '../../core/usage-error.ts';
import { openForReading } from '../../support/files/open-for-reading.ts';
import { pipePieces } from '../../support/files/pipe.ts';
import { explainRefusal, Refused } from '../../support/files/refused.ts';
import { makeTemporaryFolder } from '../../support/files/temporary-folder.ts';
import { SeenBytes } from './seen-bytes.ts';

export type SourceOptions = { readonly path: string } | { readonly stdin: NodeJS.ReadableStream };

/** The bytes of an input, which can be read as often as need be. */
export type Source = {
  /** The path as given, or `standard input`. */
  readonly name: string;
  /**
   * All bytes from the first to the last, a piece at a time.
   * @param onChange told before anything comes that is not what was read before; without it the file must be the same
   * @throws {UsageError} when the file was changed since it was first read, and nobody is to be told.
   */
  chunks(signal?: AbortSignal, onChange?: OnInputChange): AsyncGenerator<Buffer>;
  close(): Promise<void>;
};

export type OnInputChange = (change: InputChange) => void;

const CHUNK_BYTES = 256 * 1024;
const LF = 10;
const CR = 13;

/**
 * Opens a file, or copies a stream that can be read only once into a temporary file.
 * @throws {UsageError} when it is missing, unreadable or a folder; the signal's reason when it fires first.
 */
export async function openSource(source: SourceOptions, signal?: AbortSignal): Promise<Source> {
  if (!('path' in source)) {
    // Whoever was to write may never do: the stream ends with the signal, or the process would wait for it for ever.
    const pieces = signal ? addAbortSignal(signal, source.stdin as Readable) : source.stdin;
    try {
      return await fromFile('standard input', ...(await spool(pieces, signal)));
    } catch (error) {
      throw explain(error, 'standard input');
    }
  }
  const { path } = source;
  try {
    const { handle, isPipe } = await openForReading(path);
    if (!isPipe) return await fromFile(path, handle);
    // Such as the one of `<(…)` in a shell.
    await using pipe = handle;
    return await fromFile(path, ...(await spool(pipePieces(path, pipe, signal), signal)));
  } catch (error) {
    throw explain(error, path);
  }
}

async function fromFile(name: string, file: FileHandle, remove?: () => Promise<void>): Promise<Source> {
  const seen = new SeenBytes();
  // As it was when it was first read to its end.
  let size = Number.POSITIVE_INFINITY;
  const refuse = () => {
    throw new UsageError(`${name} was changed while it was being read: run again once it is complete.`);
  };
  return {
    name,
    // The bytes are compared, not the time of the last change: that may be anything on a disk of the network.
    async *chunks(signal, onChange = refuse) {
      let position = 0;
      for (let number = 0; position < size; number++) {
        signal?.throwIfAborted();
        const piece = await readPiece(file, position, Math.min(CHUNK_BYTES, size - position)).catch(
          (error) => {
            throw explain(error, name);
          },
        );
        if (piece.length === 0 && size === Number.POSITIVE_INFINITY) break;
        if (!seen.knows(number, piece)) onChange('content');
        if (piece.length === 0) return;
        position += piece.length;
        yield piece;
      }
      size = position;
      // Before the last row comes, which no line end closes: it may have been checked while somebody was still writing it.
      const growth = await growthOf(file, size);
      if (growth) onChange(growth);
    },
    async close() {
      // What is left of a copy goes with the folder of temporary files.
      await file.close().catch(() => undefined);
      await remove?.().catch(() => undefined);
    },
  };
}

/** Whether anything has come behind the bytes that are known, and whether it goes on with their last line. */
async function growthOf(file: FileHandle, size: number): Promise<InputChange | undefined> {
  const [after, farther] = await readPiece(file, size, 2);
  if (after === undefined) return undefined;
  const [nearer, last] = await readPiece(file, Math.max(0, size - 2), 2);
  // In UTF-16 a line end has a zero before or behind it.
  const isComplete =
    isLineEnd(last) ||
    (last === 0 && isLineEnd(nearer)) ||
    isLineEnd(after) ||
    (after === 0 && isLineEnd(farther));
  return isComplete ? 'longer' : 'lastLineLonger';
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === LF || byte === CR;
}

/** As many bytes as there are, up to a length: a read may bring fewer. */
async function readPiece(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

/** The copy may hold passwords: only its owner may read it, and it has no name any more once it is open. */
async function spool(
  pieces: AsyncIterable<string | Buffer>,
  signal: AbortSignal | undefined,
): Promise<[FileHandle, () => Promise<void>]> {
  const copying = (error: unknown) => asFailure(error, 'copy', tmpdir());
  const { path, remove } = await makeTemporaryFolder('zoom-provision-').catch((error) => {
    throw copying(error);
  });
  try {
    const file = await open(join(path, 'input'), 'wx+', 0o600).catch((error) => {
      throw copying(error);
    });
    try {
      // Windows may refuse to remove a file that is open; then it goes when it is closed.
      await remove().catch(() => undefined);
      for await (const piece of pieces) {
        await file.appendFile(piece).catch((error) => {
          throw copying(error);
        });
      }
      return [file, remove];
    } catch (error) {
      await file.close().catch(() => undefined);
      throw error;
    }
  } catch (error) {
    await remove().catch(() => undefined);
    signal?.throwIfAborted();
    throw error;
  }
}

const ADVICE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file: check the spelling and the folder',
  EACCES: 'you may not read this file: ask its owner, or change its permissions',
  EPERM: 'you may not read this file: ask its owner, or change its permissions',
  EAGAIN: 'another program has it open for writing: try again when it is done',
  ENOTDIR: 'a part of this path is a file, not a folder',
};

function explain(error: unknown, path: string): unknown {
  if (error instanceof UsageError) return error;
  if (error instanceof Refused) return new UsageError(explainRefusal(error, 'name a CSV file'));
  const advice = ADVICE[String(Object(error).code)];
  return advice ? new UsageError(`Cannot read ${path}: ${advice}.`) : asFailure(error, 'input', path);
}
