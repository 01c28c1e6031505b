/**
 * Encodings that UTF-8 is mistaken for: from a character to the byte that it was, for bytes above 0x7F.
 * Node does not know the two of DOS, which Windows still has in its command prompt.
 */
const DOS_437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';
const DOS_850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

const HIGH = Uint8Array.from({ length: 128 }, (_, index) => index + 128);

function table(characters: string): ReadonlyMap<string, number> {
  return new Map([...characters].map((character, index) => [character, index + 128]));
}

function tableOf(encoding: string): ReadonlyMap<string, number> {
  return table(new TextDecoder(encoding).decode(HIGH));
}

/** windows-1252, whose unused bytes, and those that Latin-1 has for control characters, stand for themselves. */
const WINDOWS_1252: ReadonlyMap<string, number> = new Map([
  ...Array.from(HIGH, (byte) => [String.fromCharCode(byte), byte] as const),
  ...tableOf('windows-1252'),
]);

export type CodePage = {
  readonly bytes: ReadonlyMap<string, number>;
  /** Bytes that begin a character of UTF-8 and that ordinary text hardly has before such others. */
  readonly sure: string;
  /** Bytes of which two characters side by side are needed to be sure. */
  readonly unsure?: string;
  /** What follows may be letters of a word, such as MĂŞCAN. */
  readonly hasLetters?: true;
};

/** Of Latin letters and of punctuation. */
const LATIN = '\\xc2-\\xc5\\xe2';

export const CODE_PAGES: readonly CodePage[] = [
  { bytes: WINDOWS_1252, sure: LATIN, unsure: '\\xc6-\\xe1\\xe3-\\xf4' },
  { bytes: tableOf('macintosh'), sure: LATIN },
  { bytes: table(DOS_437), sure: LATIN },
  { bytes: table(DOS_850), sure: LATIN },
  { bytes: tableOf('windows-1250'), sure: LATIN, hasLetters: true },
  { bytes: tableOf('windows-1251'), sure: '', unsure: '\\xd0\\xd1', hasLetters: true },
];
