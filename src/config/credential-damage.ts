/** What a token, id or secret can be seen not to be, without asking Zoom; nothing of it is in the message. */
const DAMAGES: readonly (readonly [RegExp, string])[] = [
  [/^Bearer\s/i, 'begins with the word Bearer: write the token alone'],
  [/^ZOOM_\w+\s*=/i, 'begins with the name of a variable: write the value alone'],
  [
    /^(?:<.*>|\[.*\]|\{.*\}|\$\{?\w+\}?|%\w+%|\*+|x{3,}|\.{3}|…|your[-_ ].*|change[-_ ]?me|todo|undefined|null|none)$/is,
    'is a placeholder, not a value: copy it from your app in the Zoom App Marketplace',
  ],
  [/^["'`“”„‘’«»]|["'`“”‘’«»]$/, 'has quotes round it: write it without them'],
  [/\s/, 'has white space in it: copy it again, in one piece'],
  [/[^\x21-\x7e]/, 'has a character that is no letter, digit or sign of ASCII: copy it again'],
  [/[,;]$/, 'ends in a comma or semicolon: delete that'],
];

/** @param value without white space around it */
export function describeDamage(value: string): string | undefined {
  return DAMAGES.find(([pattern]) => pattern.test(value))?.[1];
}
