/** What nobody can see, or what no font shows alike: formats, fillers, private use, no characters at all. */
const UNSEEN = /[\p{DI}\p{Co}\p{NChar}\u2028\u2029\u2800\ufff9-\ufffb]/gu;

const SPACELESS = scripts('Thai', 'Lao', 'Khmer', 'Myanmar');
const JOINED = scripts(
  ...['Arabic', 'Syriac', 'Mongolian', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil'],
  ...['Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Khmer', 'Myanmar', 'Tibetan'],
);

function scripts(...names: readonly string[]): string {
  return `[${names.map((name) => `\\p{Script=${name}}`).join('')}]`;
}

type Place = { readonly before: RegExp; readonly after?: RegExp };

/** Characters that writing needs in some places. */
const NEEDED: readonly (readonly [characters: RegExp, places: readonly Place[]])[] = [
  // Some languages part words with it, where others write a space.
  [
    /\u200b/,
    [
      {
        before: new RegExp(`${SPACELESS}[ \\u200b]*$`, 'u'),
        after: new RegExp(`^[ \\u200b]*${SPACELESS}`, 'u'),
      },
    ],
  ],
  // Some join letters or keep them apart with these, and emoji are put together with them.
  [
    /[\u200c\u200d]/,
    [
      { before: new RegExp(`${JOINED}[\\u200c\\u200d]*$`, 'u') },
      {
        before: /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)$/u,
        after: /^\p{Extended_Pictographic}/u,
      },
    ],
  ],
  [/[\u200e\u200f\u061c]/, [{ before: /\p{Script=Hebrew}|\p{Script=Arabic}|\p{Script=Syriac}/u }]],
  [
    /[\ufe00-\ufe0f]/,
    [{ before: /[\p{Emoji}\p{S}\p{Script=Han}\p{Script=Myanmar}\p{Script=Mongolian}\p{Script=Phags_Pa}]$/u }],
  ],
  [/[\u{e0100}-\u{e01ef}]/u, [{ before: /\p{Script=Han}$/u }]],
  [/[\u180b-\u180f]/, [{ before: /\p{Script=Mongolian}$/u }]],
  // The flags of England, Scotland and Wales.
  [/[\u{e0020}-\u{e007f}]/u, [{ before: /\u{1f3f4}[\u{e0020}-\u{e007e}]*$/u }]],
  // Old Korean, in letters one by one.
  [/[\u115f\u1160]/, [{ before: /[\u1100-\u1112\ua960-\ua97c\u115f]$/, after: /^[\u1160-\u11ff]/ }]],
];

/** Neighbours further away do not count. */
const AROUND = 50;

/** Where the first character stands that cannot be seen and that its neighbours do not need; -1 when there is none. */
export function findUnseen(text: string): number {
  for (const { 0: character, index } of text.matchAll(UNSEEN)) {
    const end = index + character.length;
    const left = text.slice(Math.max(0, index - AROUND), index);
    if (!isNeeded(character, left, text.slice(end, end + AROUND))) return index;
  }
  return -1;
}

/**
 * Whether a character that cannot be seen makes its neighbours what they are, so that a text is read wrongly without it:
 * what joins letters or emoji. Of marks of direction and of tags, which can hide a text in another, nobody loses much.
 */
export function shapesNeighbours(text: string, at: number): boolean {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (HIDING.test(character)) return false;
  const end = at + character.length;
  return isNeeded(character, text.slice(Math.max(0, at - AROUND), at), text.slice(end, end + AROUND));
}

const HIDING = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u;

function isNeeded(character: string, left: string, right: string): boolean {
  const places = NEEDED.find(([characters]) => characters.test(character))?.[1] ?? [];
  return places.some(({ before, after }) => before.test(left) && (after?.test(right) ?? true));
}

const NAMES: Readonly<Record<number, string>> = {
  173: 'a soft hyphen',
  8203: 'a zero-width space',
  8204: 'a zero-width non-joiner',
  8205: 'a zero-width joiner',
  8206: 'a left-to-right mark',
  8207: 'a right-to-left mark',
  8232: 'a line separator',
  8233: 'a paragraph separator',
  8239: 'a narrow no-break space',
  8288: 'a word joiner',
  10240: 'a blank of Braille',
  12644: 'a Hangul filler',
  65279: 'a byte order mark',
};

const KINDS: readonly { readonly pattern: RegExp; readonly name: string }[] = [
  { pattern: /[\u202a-\u202e\u2066-\u2069]/, name: 'a mark that changes the direction of writing' },
  { pattern: /\p{Co}/u, name: 'a character that only one font knows' },
  { pattern: /\p{VS}/u, name: 'a variation selector' },
  { pattern: /\p{Zs}/u, name: 'an unusual space' },
];

/** What such a character is called, where it has a name that helps to find it. */
export function nameOfUnseen(point: number): string | undefined {
  const character = String.fromCodePoint(point);
  return NAMES[point] ?? KINDS.find(({ pattern }) => pattern.test(character))?.name;
}
