import { UsageError } from '../../core/usage-error.ts';

/** The encodings that a file which is no Unicode is surely read in, once its accents look right in them. */
const USUAL = ['windows-1252', 'macintosh'] as const;

/** Those that have to be asked for: too much looks right in each of them. */
const OTHERS = [
  'windows-1250',
  'windows-1251',
  'koi8-r',
  'windows-1253',
  'shift_jis',
  'gb18030',
  'big5',
  'euc-kr',
] as const;

/** What texts about people do not have, and what comes out when they are read in a wrong encoding. */
const IMPLAUSIBLE: readonly RegExp[] = [
  // Control characters and lost characters.
  /[\u0080-\u009f\ufffd\p{Co}]/gu,
  // Case that changes within a word at a letter with an accent.
  /\p{Ll}[\p{Lu}--[A-Z]]|[\p{Ll}--[a-z]]\p{Lu}|[\p{Lu}--[A-Z]][A-Z][a-z]|[A-Z][\p{Lu}--[A-Z]]\p{Ll}/gv,
  // Letters with accents one behind the other.
  /[\p{Script=Latin}--[A-Za-z]]{3}/gv,
  // Two scripts in one word.
  /\p{Script=Latin}(?!\p{Script=Latin})[\p{L}--[ªº]]|(?!\p{Script=Latin})[\p{L}--[ªº]]\p{Script=Latin}/gv,
  // A sign within a word, before one, or behind several letters.
  /\p{L}[[\p{S}\p{P}\p{No}]--[\p{ASCII}’·–—‐‑]]\p{L}|[\p{L}--[lL]]·\p{L}/gv,
  /(?<![\p{L}\p{N}])[¢-¬®-¾×÷†‡•…‰ˆ˜™€£¥]\p{L}|‚(?!.*‘)\p{L}/gu,
  /\p{L}{2}[§¹²³¼½¾¸¨¯¬¤¦¥£¢†‡‰ˆ˜‹‘“„‚]/gu,
  /[ƒıˆˇﬁﬂ◊√∞∫∂∑∏πΩ≈≠≤≥]/gu,
  // A dash between small letters or at the end; an apostrophe that shortens nothing.
  /\p{Ll}–(?:\p{Ll}|$)|\p{L}—(?:\p{Ll}|$)/gmu,
  /\p{L}{3}’(?!(?:s|t|d|m|ll|re|ve)\b)\p{Ll}/gu,
  // Letters where the languages that have them do not have them.
  /œ(?![uide])|[b-df-hj-np-tv-z][šž][b-df-hj-np-tv-z]|ì\p{L}|õ(?!\p{L})|ø\p{L}*[áíýú]|[áíýú]\p{L}*ø/giu,
  /(?<!\p{L})(?:ç[^aouã]|î[^l]|ò[^p]|ê[^t])\p{L}/gu,
];

/** Of a few cells that look wrong in a large file nothing follows. */
const TOLERATED = 0.02;
const SHARE_BY_CHANCE = 0.1;
const MAX_SAMPLE_BYTES = 64 * 1024;

/**
 * The encoding of bytes that are no Unicode, as far as the words with accents tell.
 * @throws {UsageError} when another encoding than the usual ones reads them better.
 */
export async function guessEncoding(name: string, chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const sample = await takeSample(chunks);
  if (isDamagedUtf8(sample)) return 'utf-8';
  const [best, faults] = readings(sample, USUAL)[0] ?? ['windows-1252', 0];
  if (faults <= TOLERATED * sample.length) return best;
  const others = readings(sample, OTHERS);
  const fewest = others[0]?.[1] ?? faults;
  if (fewest >= faults && faults < sample.length / 2) return best;
  const names = fewest < faults ? others.filter(([, count]) => count === fewest).map(([other]) => other) : [];
  const advice = names.length > 0 ? `, perhaps --encoding ${names.join(', ')}` : ' with --encoding';
  throw new UsageError(
    `${name} is not UTF-8, and nothing tells its encoding for sure: save it as "CSV UTF-8", or say which it is${advice}.`,
  );
}

/** Encodings with how much looks wrong in them, the best first. */
function readings(
  sample: readonly Buffer[],
  encodings: readonly string[],
): [encoding: string, faults: number][] {
  const bytes = Buffer.concat(sample.flatMap((cell) => [cell, Buffer.from('\n')]));
  return encodings
    .map((encoding): [string, number] => [
      encoding,
      countImplausible(new TextDecoder(encoding).decode(bytes)),
    ])
    .toSorted(([, a], [, b]) => a - b);
}

function countImplausible(text: string): number {
  return IMPLAUSIBLE.reduce((count, pattern) => count + (text.match(pattern)?.length ?? 0), 0);
}

/** A file that was cut within a character, or put together from several: by chance hardly a cell is UTF-8. */
function isDamagedUtf8(sample: readonly Buffer[]): boolean {
  const whole = sample.filter((cell) => !cell.toString().includes('\ufffd'));
  return whole.length > SHARE_BY_CHANCE * sample.length;
}

/** Cells with bytes beyond ASCII. */
async function takeSample(chunks: AsyncIterable<Uint8Array>): Promise<Buffer[]> {
  const cells: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    for (const [text] of Buffer.from(chunk).toString('latin1').matchAll(CELL_BEYOND_ASCII)) {
      cells.push(Buffer.from(text, 'latin1'));
      size += text.length;
      if (size > MAX_SAMPLE_BYTES) return cells;
    }
  }
  return cells;
}

const CELL_BEYOND_ASCII = /[^,;\t"\r\n\x80-\xff]{0,64}[\x80-\xff][^,;\t"\r\n]{0,64}/g;
