import { LANGUAGES } from '../../core/languages/index.ts';
import { isFormOfAddress } from '../../fields/form-of-address.ts';
import { plainName, plainNames } from './column-names.ts';
import { kindOf, type Undecided } from './evidence.ts';
import {
  type Cell,
  isAddress,
  isDistinguishedName,
  isGuid,
  isName,
  isNumber,
  isUserType,
  mostly,
} from './look-at-cells.ts';

const TITLES = new Set(LANGUAGES.flatMap(({ titles }) => titles.flatMap(plainNames)));

/** The surname in a directory, and the serial number in a list of devices. */
const SURNAME_OR_SERIAL = 'sn';

/** What the cells of a column never are. */
const NEVER: Readonly<Record<string, (text: string) => boolean>> = {
  user_id: (text) => isNumber(text) || isGuid(text),
  job_title: isNumber,
  manager: (text) => isNumber(text) || isGuid(text) || isDistinguishedName(text),
  first_name: isNoName,
  last_name: isNoName,
  display_name: isNoName,
};

/**
 * Why a column cannot be what its header says; undefined when it can. A header that is spelt as Zoom spells it is taken
 * at its word, and its cells are checked row by row.
 */
export function contradiction(header: string, column: string, cells: readonly Cell[]): Undecided | undefined {
  const plain = plainName(header);
  if (header === column || plain.includes('zoom')) return undefined;
  const undecided = (holds: string, why: string, example = cells[0]) => ({ holds, why, mayBe: [], example });
  const address = TITLES.has(plain) ? cells.find(({ text }) => isFormOfAddress(text)) : undefined;
  if (address) return undecided('forms of address', 'which are no job titles', address);
  if (column === 'type' && cells.length > 0 && !cells.some(({ text }) => isUserType(text))) {
    return undecided(kindOf(cells), 'and no type of a Zoom user, which is basic, licensed or unassigned');
  }
  const never = plain === SURNAME_OR_SERIAL ? (text: string) => !isName(text) : NEVER[column];
  return never && mostly(cells, never) ? undecided(kindOf(cells), `which no ${column} can be`) : undefined;
}

/** Digits may be in a name: people are numbered in files that try something out. */
function isNoName(text: string): boolean {
  return !/\p{L}/u.test(text) || isAddress(text) || isGuid(text) || isDistinguishedName(text);
}
