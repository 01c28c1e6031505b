import { createHash } from 'node:crypto';
import { UsageError } from '../../core/usage-error.ts';

/** What one look at all bytes of the input tells. */
export type Scan = {
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly digest: string;
  readonly bytes: number;
  /** As TextDecoder names it. */
  readonly encoding: string;
  /** The bytes were neither UTF-8 nor UTF-16, so windows-1252 is a guess. */
  readonly guessed: boolean;
};

/**
 * Reads everything once: digest, length and encoding.
 * @param encoding the name of an encoding when it is not to be detected
 * @throws {UsageError} for an empty file, a file that is no text, an unknown encoding.
 */
export async function scanBytes(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  encoding?: string,
): Promise<Scan> {
  const given = encoding === undefined ? undefined : encodingNamed(encoding);
  const hash = createHash('sha256');
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  let isUtf8 = true;
  let marked: string | undefined;
  for await (const chunk of chunks) {
    if (bytes === 0) {
      refuseOtherFiles(name, chunk);
      marked = byteOrderMark(chunk) ?? utf16WithoutMark(chunk);
    }
    bytes += chunk.length;
    hash.update(chunk);
    if (isUtf8 && !given && !marked) isUtf8 = decodes(utf8, chunk);
  }
  if (bytes === 0) throw new UsageError(`${name} is empty: it needs a header row and rows below it.`);
  if (isUtf8 && !given && !marked) isUtf8 = decodes(utf8);
  const found = given ?? marked ?? (isUtf8 ? 'utf-8' : 'windows-1252');
  return { digest: hash.digest('hex'), bytes, encoding: found, guessed: !isUtf8 };
}

function encodingNamed(label: string): string {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    throw new UsageError(
      `There is no encoding "${label}": write one such as utf-8, utf-16le, windows-1252 or shift_jis.`,
    );
  }
}

const OTHER_FILES: readonly [magic: string, advice: string][] = [
  ['504b0304', 'is an Excel workbook (or another zip file): open it and save it as "CSV UTF-8"'],
  ['d0cf11e0', 'is an old Excel workbook: open it and save it as "CSV UTF-8"'],
  ['1f8b', 'is compressed by gzip: unpack it first (gunzip)'],
  ['25504446', 'is a PDF: export the table as CSV instead'],
];

function refuseOtherFiles(name: string, start: Uint8Array): void {
  const hex = Buffer.from(start.subarray(0, 4)).toString('hex');
  for (const [magic, advice] of OTHER_FILES) {
    if (hex.startsWith(magic)) throw new UsageError(`${name} ${advice}.`);
  }
}

function byteOrderMark(start: Uint8Array): string | undefined {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** A header row is mostly ASCII, so that every other byte of UTF-16 is NUL there. */
function utf16WithoutMark(start: Uint8Array): string | undefined {
  const length = Math.min(start.length, 128) & ~1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (start[i] === 0) even++;
    if (start[i + 1] === 0) odd++;
  }
  if (odd > length / 4 && odd > 4 * even) return 'utf-16le';
  if (even > length / 4 && even > 4 * odd) return 'utf-16be';
  return undefined;
}

function decodes(decoder: InstanceType<typeof TextDecoder>, chunk?: Uint8Array): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}
