import { createHash } from 'node:crypto';
import { UsageError } from '../../core/usage-error.ts';
import { unicodeEncoding } from '../../support/unicode.ts';
import { describeOtherFile } from './other-files.ts';

/** What one look at all bytes of the input tells. */
export type Scan = {
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly digest: string;
  readonly bytes: number;
  /** As TextDecoder names it; undefined when the bytes are neither UTF-8 nor UTF-16. */
  readonly encoding: string | undefined;
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
      const other = describeOtherFile(chunk);
      if (other) throw new UsageError(`${name} ${other}.`);
      marked = unicodeEncoding(chunk);
    }
    bytes += chunk.length;
    hash.update(chunk);
    if (isUtf8 && !given && !marked) isUtf8 = decodes(utf8, chunk);
  }
  if (bytes === 0) throw new UsageError(`${name} is empty: it needs a header row and rows below it.`);
  if (isUtf8 && !given && !marked) isUtf8 = decodes(utf8);
  return { digest: hash.digest('hex'), bytes, encoding: given ?? marked ?? (isUtf8 ? 'utf-8' : undefined) };
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

function decodes(decoder: InstanceType<typeof TextDecoder>, chunk?: Uint8Array): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}
