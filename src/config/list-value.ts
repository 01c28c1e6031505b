/**
 * The values of a variable that holds several: a JSON array, or values with commas between. A comma does not separate
 * inside double quotes around a value, nor inside braces.
 * @returns what is no list of texts as it stands, for whoever checks it
 */
export function readList(text: string): unknown {
  if (/^\s*\[\s*(?:["\]])/.test(text)) return fromJson(text);
  return splitAtCommas(text).map(withoutQuotes);
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Quotes count where a value begins. */
const PIECE = /(?<=(?:^|,)\s*)"(?:[^"]|"")*"\s*(?=,|$)|\{(?:[^{}]|\{[^{}]*\})*\}|./gsy;

function splitAtCommas(text: string): string[] {
  const values = [''];
  for (const [piece] of text.matchAll(PIECE)) {
    if (piece === ',') values.push('');
    else values.push((values.pop() ?? '') + piece);
  }
  return values;
}

function withoutQuotes(value: string): string {
  const trimmed = value.trim();
  const [, quoted] = /^"((?:[^"]|"")*)"$/s.exec(trimmed) ?? [];
  return quoted?.replaceAll('""', '"') ?? trimmed;
}
