import { arguable, damage, type Leftover, type Place } from './leftover.ts';

/** Short names of months as spreadsheets write them, by language. */
const MONTHS = [
  'jan feb mar apr may jun jul aug sep sept oct nov dec',
  'jän mär mrz mai okt dez',
  'janv févr mars avr juin juil août déc',
  'ene abr ago dic',
  'gen mag giu lug set ott',
  'fev out',
  'mrt mei',
  'maj des',
  'sty lut kwi cze lip sie wrz paź lis gru',
  'tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu',
  'oca şub nis haz tem ağu eyl eki kas ara',
  'янв фев мар апр май июн июл авг сен окт ноя дек',
];

/** In small letters or with a capital: `MAR-12` is a code. */
const MONTH = MONTHS.join(' ')
  .split(' ')
  .flatMap((name) => [name, name.charAt(0).toUpperCase() + name.slice(1)])
  .join('|');
const DAY = '(?:0?[1-9]|[12]\\d|3[01])';
const TIME = '(?:[T ]\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?: ?[AP]M)?(?: ?Z| ?[+-]\\d{2}:?\\d{2})?)?';

/** What becomes of `3-12` and the like. */
const SHORT = [
  new RegExp(`^${DAY}(?:[-/]|\\. ?)(?:${MONTH})\\.?(?:[-/ ]\\d{2}(?:\\d{2})?)?$`, 'u'),
  new RegExp(`^(?:${MONTH})\\.?[-/]\\d{2}(?:\\d{2})?$`, 'u'),
  /^(?:Jan|Feb|Mrz|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez) \d{2}$/,
  /^\d{1,2}月\d{1,2}日$|^\d{1,2}월 ?\d{1,2}일$/,
];
const WHOLE = [
  new RegExp(`^${DAY} (?:${MONTH})\\.? (?:19|20)\\d{2}$`, 'u'),
  new RegExp(`^(?:19|20)\\d{2}([-./])(?:0?[1-9]|1[0-2])\\1${DAY}${TIME}$`),
  new RegExp(`^${DAY}([-./])${DAY}\\1(?:19|20)\\d{2}${TIME}$`),
  /^(?:19|20)\d{2}年\d{1,2}月\d{1,2}日$|^(?:19|20)\d{2}년 ?\d{1,2}월 ?\d{1,2}일$/,
];
/** As JavaScript and .NET write a date that nobody has formatted. */
const OF_PROGRAMS = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? .*\d{4}.*\d{2}:\d{2}|^\\?\/Date\(-?\d+[+\d]*\)\\?\/$/;

/** Most texts with digits need no closer look. */
const HINT = /^\d+\D|^\D{2,12}[- ./(]-?\d/;
const LONGEST = 80;

/** Dates where none belongs. An attribute of the account's own may be a whole date. */
export function findDate(text: string, place: Place): Leftover | undefined {
  if (text.length > LONGEST || !HINT.test(text)) return undefined;
  const found = SHORT.some((pattern) => pattern.test(text)) || OF_PROGRAMS.test(text);
  if (!found && (place === 'custom' || !WHOLE.some((pattern) => pattern.test(text)))) return undefined;
  const advice = 'format the column as text and write what stood there, such as 3-12';
  return arguable(damage('is a date, perhaps made by a spreadsheet', advice));
}
