import { LANGUAGES } from '../../core/languages/index.ts';
import type { Language } from '../../core/languages/language.ts';
import { isOfSomethingElse, plainName, plainNames } from './column-names.ts';
import { type Evidence, kindOf, type Undecided } from './evidence.ts';
import {
  ALMOST_ALL,
  ALMOST_NONE,
  holdsName,
  isAddress,
  isName,
  isSeveralNames,
  isZoomId,
  mostly,
  share,
} from './look-at-cells.ts';

/** How to tell what a header means. */
export type Rule = {
  /** The column, or why nobody can say which. */
  readonly tell: (evidence: Evidence) => string | Undecided;
  /** What tells by less comes first, since the others look at the columns beside theirs. */
  readonly turn: 1 | 2;
};

const RULES = new Map<string, Rule>();
for (const { users, names, preferredNames } of LANGUAGES) {
  add(users, { tell: readUser, turn: 1 });
  add(names, { tell: readName, turn: 2 });
  add(preferredNames, { tell: readPreferredName, turn: 2 });
}
for (const { shared } of LANGUAGES) {
  for (const [column, headers] of Object.entries(shared)) {
    for (const header of headers) add([header], { tell: sharedWord(header, column), turn: 1 });
  }
}

function add(headers: readonly string[], rule: Rule): void {
  for (const name of headers.flatMap(plainNames)) RULES.set(name, rule);
}

/** For a header that means one thing in one file and another in the next; undefined for every other. */
export function ruleFor(header: string): Rule | undefined {
  return isOfSomethingElse(header) ? undefined : RULES.get(plainName(header));
}

/** A number of the payroll, a GUID of a directory, a login, an address: only the cells show which. */
function readUser({ cells }: Evidence): string | Undecided {
  if (mostly(cells, (text) => isAddress(text) || isZoomId(text))) {
    return cells.some(({ text }) => isZoomId(text)) ? 'user_id' : 'email';
  }
  return {
    holds: kindOf(cells),
    why: 'where e-mail addresses or Zoom user ids would say who is meant',
    mayBe: cells.length === 0 ? ['email', 'user_id'] : mostly(cells, isSeveralNames) ? ['display_name'] : [],
    example: cells[0],
  };
}

/** "Name" may be the first, the last or the full name: the names beside it show which. */
function readName(evidence: Evidence): string | Undecided {
  const { cells, beside } = evidence;
  if (cells.length > 0 && !mostly(cells, isName)) return readUser(evidence);
  const [first, last] = [beside('first_name'), beside('last_name')];
  const other = last ?? first;
  const full = other ? shareThatHolds(other) : share(cells, isSeveralNames);
  if (full >= ALMOST_ALL) return 'display_name';
  if (full <= ALMOST_NONE && first && !last) return 'last_name';
  if (full <= ALMOST_NONE && last && !first) return 'first_name';
  return {
    holds: kindOf(cells),
    why: 'which may be first names, last names or full names',
    mayBe: ['display_name', 'first_name', 'last_name'],
    example: cells[0],
  };
}

/** What somebody wants to be called by: with the last name in it, it is the whole name, else it is the first. */
function readPreferredName({ cells, beside }: Evidence): string | Undecided {
  const last = beside('last_name');
  const full = last?.length ? shareThatHolds(last) : share(cells, isSeveralNames);
  if (mostly(cells, isName) && full >= ALMOST_ALL) return 'display_name';
  if (mostly(cells, isName) && full <= ALMOST_NONE) return 'first_name';
  return {
    holds: kindOf(cells),
    why: 'which may be first names or full names',
    mayBe: ['first_name', 'display_name'],
    example: cells[0],
  };
}

/** In how many of the rows the other name is a part of the own one, from 0 to 1. */
function shareThatHolds(pairs: readonly (readonly [own: string, other: string])[]): number {
  return pairs.filter(([own, other]) => holdsName(own, other)).length / Math.max(1, pairs.length);
}

/** A word of several languages counts where another header is of one in which it is a column. */
function sharedWord(header: string, column: string): Rule['tell'] {
  const isOf = ({ shared }: Language) => Object.values(shared).some((headers) => headers.includes(header));
  const languages = LANGUAGES.filter(isOf);
  return ({ isIn, cells }) =>
    languages.some(isIn)
      ? column
      : {
          holds: kindOf(cells),
          why: 'and its header means different things in different languages',
          mayBe: [column],
          example: cells[0],
        };
}
