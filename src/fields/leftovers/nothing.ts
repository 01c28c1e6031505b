import { arguable, damage, type Leftover, odd, type Place } from './leftover.ts';
import { NOT_KNOWN, NOTHING_ELSE, PERHAPS_NOTHING, YES_OR_NO } from './words-for-nothing.ts';

/** No word for nothing is longer. */
const LONGEST = 40;

/** `(null)`, `<NA>`, `[none]` */
const IN_BRACKETS =
  /^[(<[{](?:blank|empty|none|null|nil|n\/?a|nan|nat|unset|undefined|missing|default|no value|no entry|not (?:set|assigned|available|applicable|specified|provided)|unassigned|unspecified|none selected|leer|keine|vide|aucun|vac[ií]o|vazio|vuoto|leeg|geen|tom|puste|brak|tyhjä|boş|пусто|нет|空白|空|비어 있음)[)>\]}]$/iu;
/** `N/A` and what people make of it; `N.D.` is North Dakota. */
const NOT_APPLICABLE = /^-?(?:[nN] ?[/\\] ?[aA]\.?|[nN]\. ?[aA]\.?|n-a|[nN]\/[dD]|n\.d\.?)-?$/;
const NO_DATE =
  /^(?:0000-00-00|0001-01-01|1899-12-3[01]|1900-01-00)(?:[T ][\d:.]+Z?)?$|^(?:00[./]00[./]0000|0?1[./]0?1[./]0001|0?1\/0\/1900|0?0\.0?1\.1900|12\/3[01]\/1899|3[01][./]12[./]1899)(?: [\d:]+(?: AM)?)?$/;
const SIGNS = /^[\p{P}\p{Sm}\p{Sk}\p{Sc}\s]+$/u;
/** Those that say nothing even in an attribute of the account's own. */
const EMPTY_SIGNS = /^["'`.?#()<>[\]{}\-\u2010-\u2015\u2026\\\s]+$/;
const LOST_LETTERS = /^\?{2,}(?:[\s.,'-]+\?+)*$/;

/** People are called so. */
const NAMES = /^(?:Null|None|Nan|Na|Nil|True|False)$/;
const NAMES_IN_OTHER_CASE = /^(?:null|none|nan|na|nil|true|false)$/i;
/** What a template makes of a name that was not there: `Ann undefined` */
const HOLE = /(?:^|[\s,])(?:null|NULL|undefined|NaN|\(null\)|<null>)(?=$|[\s,])/;

const NOTHING = damage('stands for nothing', 'leave the cell empty');
const PERHAPS = arguable(damage('may stand for nothing', 'leave the cell empty'));

/** Words, signs and dates that stand for nothing. */
export function findNothing(text: string, place: Place): Leftover | undefined {
  const found = text.length > LONGEST ? undefined : findWord(text, place);
  if (found || place !== 'name' || !HOLE.test(text)) return found;
  return arguable(damage('has a word for nothing in it', 'write the whole name'));
}

function findWord(text: string, place: Place): Leftover | undefined {
  if (place === 'name' && NAMES_IN_OTHER_CASE.test(text)) return judgeName(text);
  const word = text.toLowerCase();
  if (NOTHING_ELSE.has(word) || text === 'NaT') return NOTHING;
  if ((text.length < 8 && NOT_APPLICABLE.test(text)) || (place !== 'name' && PERHAPS_NOTHING.has(word))) {
    return PERHAPS;
  }
  if (NOT_KNOWN.has(word)) {
    return odd('says that the value is not known: make sure that it is meant');
  }
  if (/^\d/.test(text)) return NO_DATE.test(text) ? NOTHING : undefined;
  return /^[a-z]/i.test(text) ? undefined : findSigns(text, place);
}

function judgeName(text: string): Leftover {
  if (NAMES.test(text)) {
    return odd('is a name, but programs write it for nothing: make sure that it is meant');
  }
  const name = text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
  return arguable(
    damage('may stand for nothing', `leave the cell empty`, `${name}, or leave the cell empty`),
  );
}

function findSigns(text: string, place: Place): Leftover | undefined {
  if (LOST_LETTERS.test(text)) {
    const advice = 'save the file again as "CSV UTF-8"';
    return damage('has lost its letters when the file was saved', advice);
  }
  if (IN_BRACKETS.test(text)) return NOTHING;
  if (place === 'own' || !SIGNS.test(text)) return undefined;
  // `[]` and `{}` say something where JSON is meant.
  if (place === 'choice' && /^[[{]/.test(text)) return undefined;
  return place !== 'custom' || EMPTY_SIGNS.test(text) ? NOTHING : undefined;
}

/** True and false where they answer no question. */
export function findYesOrNo(text: string): Leftover | undefined {
  if (!YES_OR_NO.has(text.toLowerCase())) return undefined;
  const advice = 'write the text that belongs into this column';
  return arguable(damage('is an answer to yes or no', advice));
}
