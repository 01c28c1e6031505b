import { damage, type Leftover, odd, type Place } from './leftover.ts';

/** Nothing is masked without one of these. */
const HINT = /[*\u2022\u25cf\u2219\u25e6\u26ab#[({<]|x{2}|redacted/i;
const NARROW = /^#{2,}$/;
const MASK = '*\\u2022\\u25cf\\u2219\\u25e6\\u26ab';
/** Nothing but masks, with what parts them: `********`, `XXXX-XXXX`, `***@***.com` */
const ALL = new RegExp(`^[${MASK}]{2,}$|^x{8,16}$`, 'i');
const GROUPS = /^x{2,}(?:[-_ @./]+x{2,})+$/i;
const BETWEEN = /[\s()@+/_.-]|\.(?:com|net|org)$/g;
const FEW_X = /^x{3,7}$/i;
/** `****1234`, `a***@example.com` */
const PART = new RegExp(
  `[${MASK}]{3}[\\p{L}\\p{N}@]|[\\p{L}\\p{N}@][${MASK}]{3}|^X{3,}-X{2,}-\\d{2,4}$|^X{4,}-?\\d{4}$`,
  'u',
);
const PART_OF_ADDRESS = new RegExp(`[${MASK}]{2}|^[${MASK}]@|^x{3,}@x{3,}\\.`, 'u');
const WORD =
  /^(?:redacted|[*]{2,} ?(?:redacted|masked|hidden|removed) ?[*]{2,}|[[(<{](?:redacted|masked|hidden|removed|deleted|filtered|protected|confidential|encrypted|anonymi[sz]ed|secret|private|password)[\])>}]|ENC[[(].+[\])])$/i;

/** What was hidden, or not shown. */
export function findMask(text: string, place: Place): Leftover | undefined {
  if (!HINT.test(text)) return undefined;
  if (NARROW.test(text)) {
    const advice = 'widen the column and export it again, or write the value';
    return damage('is what a spreadsheet shows of a column that is too narrow', advice);
  }
  if (FEW_X.test(text)) return odd('looks like a placeholder: make sure that it is meant');
  if (!isHidden(text) && !PART.test(text) && !(place === 'address' && PART_OF_ADDRESS.test(text))) {
    return undefined;
  }
  return damage('was masked by a program', 'write the value itself');
}

/** Nothing of the value is left. */
export function isHidden(text: string): boolean {
  return text.length <= 100 && (WORD.test(text) || GROUPS.test(text) || ALL.test(text.replace(BETWEEN, '')));
}
