import type { JsonValue } from '../core/json.ts';

/** Zoom's answers have a handful of levels. What is deeper is not Zoom's, and whoever goes through it by calls would fall. */
const MOST_LEVELS = 64;
/** Zoom's licence values have 17. A number that takes seconds to make is none of them. */
const MOST_DIGITS = 40;
/** From so many digits on an integer may not fit into a number. */
const MANY_DIGITS = 16;

const [QUOTE, BACKSLASH, MINUS, ZERO, NINE] = [0x22, 0x5c, 0x2d, 0x30, 0x39];
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSING: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/**
 * The value of a JSON text, whose integers that a number cannot hold stay exact as bigint; undefined when it is no JSON, or
 * nested beyond all reason. The reviver of `JSON.parse` could do the same, but is called for every value: it holds
 * everything up for two seconds where an answer has millions of them.
 */
export function parseExactJson(text: string): JsonValue | undefined {
  const large = largeIntegers(text);
  if (large === undefined) return undefined;
  try {
    if (large.length === 0) return JSON.parse(text) as JsonValue;
    // Nobody who writes an answer can know it.
    const mark = crypto.randomUUID();
    return unmark(JSON.parse(marked(text, large, mark)), mark);
  } catch {
    return undefined;
  }
}

type Place = { readonly from: number; readonly to: number };

/** Where integers stand that a number may not hold; undefined when the text is nested too deep. */
function largeIntegers(text: string): Place[] | undefined {
  const found: Place[] = [];
  let levels = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) at = endOfText(text, at);
    else if (OPENING.has(unit)) levels += 1;
    else if (CLOSING.has(unit)) levels -= 1;
    else if (unit === MINUS || isDigit(unit)) {
      const from = at;
      while (isDigit(text.charCodeAt(at + 1))) at += 1;
      const to = at + 1;
      // The rest of a fraction, which is read digit for digit otherwise.
      while (/[\d.eE+-]/.test(text[at + 1] ?? '')) at += 1;
      if (at + 1 === to && isLarge(text, from, to)) found.push({ from, to });
    }
    if (levels > MOST_LEVELS) return undefined;
  }
  return found;
}

/** The index of the quote that ends the text which begins at this one. */
function endOfText(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}

function isDigit(unit: number): boolean {
  return unit >= ZERO && unit <= NINE;
}

function isLarge(text: string, from: number, to: number): boolean {
  const length = to - from;
  if (length < MANY_DIGITS || length > MOST_DIGITS) return false;
  const integer = text.slice(from, to);
  // With a zero before it, it is no JSON.
  return /^-?[1-9]/.test(integer) && !Number.isSafeInteger(Number(integer));
}

function marked(text: string, places: readonly Place[], mark: string): string {
  const pieces: string[] = [];
  let done = 0;
  for (const { from, to } of places) {
    pieces.push(text.slice(done, from), `"${mark}${text.slice(from, to)}"`);
    done = to;
  }
  return pieces.join('') + text.slice(done);
}

function unmark(value: unknown, mark: string): JsonValue {
  if (typeof value === 'string' && value.startsWith(mark)) return BigInt(value.slice(mark.length));
  if (Array.isArray(value)) {
    // By index: the keys of millions of members would be as many texts.
    for (let at = 0; at < value.length; at++) {
      if (mayHoldMark(value[at])) value[at] = unmark(value[at], mark);
    }
  } else if (typeof value === 'object' && value !== null) {
    const members = value as Record<string, unknown>;
    for (const name of Object.keys(members)) {
      if (mayHoldMark(members[name])) members[name] = unmark(members[name], mark);
    }
  }
  return value as JsonValue;
}

function mayHoldMark(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'object';
}
