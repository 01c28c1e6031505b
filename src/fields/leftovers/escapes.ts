import { damage, type Leftover, type Place } from './leftover.ts';

type Escape = {
  readonly pattern: RegExp;
  readonly what: string;
  /** The character that it stands for; absent where the text cannot be told. */
  readonly decode?: (whole: string, group: string) => string;
  readonly except?: readonly Place[];
};

const NAMED: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', shy: '', ensp: ' ', emsp: ' ' },
  ...{ ndash: '–', mdash: '—', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', sbquo: '‚', bdquo: '„' },
  ...{ laquo: '«', raquo: '»', hellip: '…', bull: '•', middot: '·', trade: '™', reg: '®', copy: '©' },
  ...{ euro: '€', pound: '£', yen: '¥', cent: '¢', sect: '§', deg: '°', ordm: 'º', ordf: 'ª', iexcl: '¡' },
  ...{ iquest: '¿', szlig: 'ß', aelig: 'æ', AElig: 'Æ', oelig: 'œ', OElig: 'Œ', eth: 'ð', ETH: 'Ð' },
  ...{ thorn: 'þ', THORN: 'Þ', oslash: 'ø', Oslash: 'Ø', lstrok: 'ł', Lstrok: 'Ł', inodot: 'ı' },
};
/** `&eacute;` is e with this. */
const MARKS: Readonly<Record<string, string>> = {
  ...{ acute: '\u0301', grave: '\u0300', circ: '\u0302', tilde: '\u0303', uml: '\u0308', cedil: '\u0327' },
  ...{ ring: '\u030a', caron: '\u030c', breve: '\u0306', ogon: '\u0328', dot: '\u0307', macr: '\u0304' },
};

const ENTITY = new RegExp(
  `&(#\\d{1,7}|#x[\\da-f]{1,6}|${Object.keys(NAMED).join('|')}|[a-z](?:${Object.keys(MARKS).join('|')}));`,
  'gi',
);

const ESCAPES: readonly Escape[] = [
  { pattern: ENTITY, what: 'has an HTML entity in it', decode: (_whole, name) => characterOf(name) },
  {
    // A login such as CORP\u012345 is none.
    pattern: /\\u(00[a-f][\da-f]|0[1-5][\da-f]{2}|1e[\da-f]{2}|20[0-4][\da-f]|002[267]|003[ce])(?!\d)/gi,
    what: 'has an escape of JSON in it',
    decode: (_whole, code) => String.fromCharCode(Number.parseInt(code, 16)),
  },
  {
    pattern: /((?:\\u[\da-f]{4}){2,})/gi,
    what: 'has escapes of JSON in it',
    decode: (escapes) =>
      escapes.replace(/\\u(.{4})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16))),
  },
  {
    pattern: /\\x([89a-f][\da-f])/gi,
    what: 'has an escape of a program in it',
    // CORP\xander
    except: ['custom', 'code', 'id'],
  },
  {
    pattern: /<U\+([\dA-F]{4,6})>/g,
    what: 'has an escape in it',
    decode: (_whole, code) => characterAt(Number.parseInt(code, 16)),
  },
  { pattern: /<[89a-f][\da-f]>/g, what: 'has a byte in it that a program could not read' },
  {
    pattern: /_x([\dA-F]{4})_/g,
    what: 'has an escape of a spreadsheet in it',
    decode: (_whole, code) => String.fromCharCode(Number.parseInt(code, 16)).replace('\r', ''),
  },
  { pattern: /\\r\\n|\\r(?=$)/g, what: 'has an escaped line break in it', decode: () => ' ' },
  {
    pattern: /\\n(?=[A-Z\d\s]|$)/g,
    what: 'has an escaped line break in it',
    decode: () => ' ',
    // CORP\nancy
    except: ['custom', 'code', 'id'],
  },
  { pattern: /\\(["'])/g, what: 'has a backslash before a quote', decode: (_whole, quote) => quote },
  { pattern: /=\?[\w-]+\?[BQ]\?[^?]*\?=/gi, what: 'is encoded as in the header of a mail' },
  {
    pattern: /((?:=[89A-F][\dA-F]){2,})/g,
    what: 'is encoded as in a mail',
    decode: (bytes) => ofBytes(bytes, '='),
  },
  {
    pattern: /((?:\\[89A-F][\dA-F]){2,})/gi,
    what: 'is encoded as in a directory',
    decode: (bytes) => ofBytes(bytes, '\\'),
  },
  {
    pattern:
      /((?:%(?:2[\dA-F]|3[A-F]|40|5[BD])|%[CD][\dA-F]%[89AB][\dA-F]|%E[\dA-F](?:%[89AB][\dA-F]){2})+)/gi,
    what: 'is encoded as in a web address',
    decode: (bytes) => ofBytes(bytes, '%'),
  },
];

/** Characters that are written as HTML, JSON, mail, directories or web addresses have to. */
export function findEscape(text: string, place: Place): Leftover | undefined {
  if (!/[&\\=%<_]/.test(text)) return undefined;
  // A web address has its escapes for good.
  const found = ESCAPES.find(
    ({ pattern, except, what }) =>
      text.search(pattern) !== -1 &&
      !except?.includes(place) &&
      !(what.endsWith('web address') && text.includes('://')),
  );
  if (!found) return undefined;
  return damage(found.what, 'write the character itself', decodeAll(text, found));
}

function decodeAll(text: string, { pattern, decode }: Escape): string | undefined {
  if (!decode) return undefined;
  const once = text.replace(pattern, decode).trim();
  // `&amp;amp;`
  return once.search(pattern) !== -1 && once !== text ? once.replace(pattern, decode) : once;
}

function characterOf(entity: string): string {
  if (entity.startsWith('#')) {
    const code = entity.slice(1);
    return characterAt(/^x/i.test(code) ? Number.parseInt(code.slice(1), 16) : Number(code));
  }
  const mark = MARKS[entity.slice(1).toLowerCase()];
  if (mark !== undefined) return `${entity.charAt(0)}${mark}`.normalize('NFC');
  return NAMED[entity] ?? NAMED[entity.toLowerCase()] ?? '';
}

function characterAt(point: number): string {
  return point <= 0x10ffff ? String.fromCodePoint(point) : '';
}

function ofBytes(escapes: string, sign: string): string {
  return Buffer.from(escapes.replaceAll(sign, ''), 'hex').toString();
}
