import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** The file of the newest commits beside a database, before they are moved into it. */
export function walFile(file: string): string {
  return `${file}-wal`;
}

/** What a process that has died left of it: nothing, all, or less than there was. */
export type LeftWal = 'nothing' | 'whole' | 'torn';

const HEADER = 32;
const FRAME_HEADER = 24;

/** The low bit says in which order the bytes of a checksum's words are. */
const MAGIC = 0x377f0682;

/**
 * Looks at a file that nobody writes to. SQLite drops every commit from the first frame on that is damaged, and says nothing:
 * it takes them for one that was not finished. `torn` when there are frames of the same file behind the last sound one, or that
 * one ends no commit: then the end may have been cut off, or the process died within microseconds.
 */
export function lookAtWal(file: string): LeftWal {
  const handle = open(file);
  if (handle === undefined) return 'nothing';
  try {
    const { size } = fstatSync(handle);
    if (size === 0) return 'nothing';
    return isSound(handle, size) ? 'whole' : 'torn';
  } finally {
    closeSync(handle);
  }
}

function open(file: string): number | undefined {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if ((Object(error) as { code?: unknown }).code === 'ENOENT') return undefined;
    throw error;
  }
}

function isSound(handle: number, size: number): boolean {
  const header = Buffer.alloc(HEADER);
  readSync(handle, header, 0, HEADER, 0);
  const magic = header.readUInt32BE(0);
  const pageSize = header.readUInt32BE(8);
  const frameSize = FRAME_HEADER + pageSize;
  const frames = Math.max(0, Math.floor((size - HEADER) / frameSize));
  const isBig = (magic & 1) === 1;
  let sum: Sum = checksum([0, 0], header.subarray(0, 24), isBig);
  if ((magic & ~1) !== MAGIC || !matches(header, 24, sum)) return false;
  const salts = [header.readUInt32BE(16), header.readUInt32BE(20)];
  const frame = Buffer.alloc(frameSize);
  let isUnbroken = true;
  let endsCommit = true;
  for (let at = 0; at < frames; at++) {
    readSync(handle, frame, 0, frameSize, HEADER + at * frameSize);
    const same = [8, 12].map((offset, index) => frame.readUInt32BE(offset) === salts[index]);
    if (isUnbroken) {
      sum = checksum(checksum(sum, frame.subarray(0, 8), isBig), frame.subarray(FRAME_HEADER), isBig);
      isUnbroken = same.every(Boolean) && matches(frame, 16, sum);
      if (isUnbroken) endsCommit = frame.readUInt32BE(4) !== 0;
    }
    // What an earlier round left behind has other salts, both of them.
    if (!isUnbroken && same.some(Boolean)) return false;
  }
  return endsCommit && (!isUnbroken || size === HEADER + frames * frameSize);
}

type Sum = readonly [number, number];

/** SQLite's, of whole pairs of words. */
function checksum(before: Sum, bytes: Buffer, isBig: boolean): Sum {
  let [one, other] = before;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; at += 8) {
    one = (one + view.getUint32(at, !isBig) + other) >>> 0;
    other = (other + view.getUint32(at + 4, !isBig) + one) >>> 0;
  }
  return [one, other];
}

function matches(bytes: Buffer, at: number, [one, other]: Sum): boolean {
  return bytes.readUInt32BE(at) === one && bytes.readUInt32BE(at + 4) === other;
}
