/** A piece of a pattern: a text, any characters and then a text, one character that passes, or one of several sequences. */
type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'star'; readonly until: string }
  | { readonly kind: 'one'; readonly passes: (point: number) => boolean }
  | { readonly kind: 'choice'; readonly choices: readonly (readonly Part[])[] };

/** Nobody nests choices deeper, and each level is a call. */
const MOST_LEVELS = 20;

/**
 * Whether a text as a whole is what a glob stands for, whatever its case: `*` any characters, `?` one, `[a-c]` and `[^a-c]`
 * one of some and one of all others, `{a,b}` a choice; everything else stands for itself.
 *
 * In a time that grows with the pattern and with the text: it goes through the pattern once, with all the places of the text
 * that are reached so far. An expression made of it would try the stars one after the other, and eight of them in one
 * pattern can take longer than anybody lives.
 * @throws {RangeError} of a glob that is not well formed
 */
export function globMatcher(glob: string): (text: string) => boolean {
  const parts = parseGlob(plain(glob));
  if (parts === undefined) throw new RangeError(`not a well formed glob: ${glob}`);
  return (text) => {
    const whole = plain(text);
    return ends(parts, whole, [0]).includes(whole.length);
  };
}

/** Whether every bracket and brace of it is closed, and nothing else is wrong with it. */
export function isWellFormedGlob(glob: string): boolean {
  return parseGlob(plain(glob)) !== undefined;
}

/** The same letter can be written as one character or as two. */
function plain(text: string): string {
  return text.toLowerCase().normalize('NFC');
}

/** Where in the text these parts can end that begin at one of the places; both in rising order. */
function ends(parts: readonly Part[], text: string, starts: readonly number[]): readonly number[] {
  let places = starts;
  for (const part of parts) {
    if (places.length === 0) return places;
    places = endsOfOne(part, text, places);
  }
  return places;
}

function endsOfOne(part: Part, text: string, starts: readonly number[]): readonly number[] {
  switch (part.kind) {
    case 'text':
      return starts.filter((at) => text.startsWith(part.text, at)).map((at) => at + part.text.length);
    case 'star':
      return endsOf(part.until, text, starts[0] ?? 0);
    case 'one':
      return starts.flatMap((at) => {
        const point = text.codePointAt(at);
        return point !== undefined && part.passes(point) ? [at + (point > 0xffff ? 2 : 1)] : [];
      });
    case 'choice': {
      const all = new Set(part.choices.flatMap((choice) => ends(choice, text, starts)));
      return [...all].sort((a, b) => a - b);
    }
  }
}

/** Where a text ends within another, from a place on. */
function endsOf(sought: string, text: string, start: number): readonly number[] {
  const found: number[] = [];
  for (let at = start; at <= text.length; at += 1) {
    at = text.indexOf(sought, at);
    if (at === -1) break;
    found.push(at + sought.length);
  }
  return found;
}

/** Undefined when it is not well formed. */
function parseGlob(glob: string): readonly Part[] | undefined {
  const [parts, end] = parseSequence(glob, 0, 0) ?? [];
  return end === glob.length ? parts : undefined;
}

type Parsed<Value> = readonly [value: Value, end: number] | undefined;

/** @param level of braces in which it stands; in them a comma and a closing brace end it */
function parseSequence(glob: string, start: number, level: number): Parsed<Part[]> {
  const parts: Part[] = [];
  let at = start;
  while (at < glob.length) {
    const character = glob[at] ?? '';
    if (level > 0 && (character === ',' || character === '}')) break;
    const parsed = parsePart(glob, at, level);
    if (parsed === undefined) return undefined;
    const [part, end] = parsed;
    append(parts, part);
    at = end;
  }
  return [parts, at];
}

/** A star takes in what comes after it, so that only places are looked at where that stands. */
function append(parts: Part[], part: Part): void {
  const last = parts.at(-1);
  if (last?.kind !== 'star' || last.until !== '') parts.push(part);
  else if (part.kind === 'text') parts.splice(-1, 1, { kind: 'star', until: part.text });
  else if (part.kind !== 'star') parts.push(part);
}

function parsePart(glob: string, at: number, level: number): Parsed<Part> {
  switch (glob[at]) {
    case '*':
      return [{ kind: 'star', until: '' }, at + 1];
    case '?':
      return [{ kind: 'one', passes: () => true }, at + 1];
    case '[':
      return parseClass(glob, at + 1);
    case '{':
      return level < MOST_LEVELS ? parseChoice(glob, at + 1, level + 1) : undefined;
    case ']':
    case '}':
      return undefined;
    default: {
      const [text = ''] = /^(?:[^*?[\]{},]+|,)/.exec(glob.slice(at)) ?? [];
      return [{ kind: 'text', text }, at + text.length];
    }
  }
}

function parseChoice(glob: string, start: number, level: number): Parsed<Part> {
  const choices: Part[][] = [];
  let at = start;
  for (;;) {
    const [choice, end = glob.length] = parseSequence(glob, at, level) ?? [];
    if (choice === undefined || end === glob.length) return undefined;
    choices.push(choice);
    at = end + 1;
    if (glob[end] === '}') return [{ kind: 'choice', choices }, at];
  }
}

function parseClass(glob: string, start: number): Parsed<Part> {
  const end = glob.indexOf(']', start);
  const isNegated = glob[start] === '^';
  const members = [...glob.slice(isNegated ? start + 1 : start, end)].map((one) => one.codePointAt(0) ?? 0);
  const ranges = end === -1 ? undefined : rangesOf(members);
  if (ranges === undefined) return undefined;
  const isMember = (point: number) => ranges.some(({ from, to }) => point >= from && point <= to);
  return [{ kind: 'one', passes: isNegated ? (point) => !isMember(point) : isMember }, end + 1];
}

const HYPHEN = 0x2d;

/** Undefined when there is none, or one that ends before it begins. */
function rangesOf(members: readonly number[]): { from: number; to: number }[] | undefined {
  const ranges: { from: number; to: number }[] = [];
  for (let at = 0; at < members.length; at++) {
    const from = members[at] ?? 0;
    const upTo = members[at + 1] === HYPHEN ? members[at + 2] : undefined;
    if (upTo !== undefined) at += 2;
    ranges.push({ from, to: upTo ?? from });
  }
  const isRight = ranges.length > 0 && ranges.every(({ from, to }) => from <= to);
  return isRight ? ranges : undefined;
}
