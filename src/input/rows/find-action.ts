import { LANGUAGES } from '../../core/languages/index.ts';
import { ACTION_NAMES, type ActionName } from '../../core/vocabulary.ts';
import { quote } from '../../support/characters.ts';
import { fold, foldings } from '../../support/fold.ts';
import { isClose, nearest } from '../../support/nearest.ts';

const BY_NAME = new Map<string, ActionName>(ACTION_NAMES.map((action) => [action, action]));

const BY_WORD = new Map<string, ActionName>(ACTION_NAMES.map((action) => [plain(action), action]));
const REMOVALS = new Set<string>();
for (const { actions, removals } of LANGUAGES) {
  for (const [action, words] of Object.entries(actions)) {
    for (const word of words.flatMap(foldings)) BY_WORD.set(plain(word), action as ActionName);
  }
  for (const word of removals.flatMap(foldings)) REMOVALS.add(plain(word));
}

/** The action that a cell names, in any case and in the languages that are known; undefined when it names none. */
export function findAction(cell: string): ActionName | undefined {
  return BY_NAME.get(cell) ?? BY_WORD.get(plain(cell));
}

/** @param secret the cell may hold a password by mistake, and is not quoted */
export function describeUnknownAction(cell: string, secret: boolean): string {
  const all = `${ACTION_NAMES.slice(0, -1).join(', ')} or ${ACTION_NAMES.at(-1)}`;
  if (cell === '') return `is empty: write ${all}`;
  const word = plain(cell);
  const found = secret ? 'is no action' : `found ${quote(cell)}, which is no action`;
  if (REMOVALS.has(word)) return `${found}: write ${REMOVING}`;
  const close = meantBy(word);
  return close ? `${found}: did you mean ${close}?` : `${found}: write ${all}`;
}

/** What mistyped words mean, by word: it takes most of a millisecond to find out, and an export may have the same one in each row. */
const MEANT = new Map<string, ActionName | undefined>();
/** Of more different ones nobody wants to know. */
const MOST_MEANT = 500;

function meantBy(word: string): ActionName | undefined {
  if (!MEANT.has(word) && MEANT.size < MOST_MEANT) {
    const near = nearest(word, BY_WORD.keys());
    MEANT.set(word, near && isClose(word, near) ? BY_WORD.get(near.word) : undefined);
  }
  return MEANT.get(word);
}

const REMOVING =
  'deactivate (cannot sign in any more), disassociate (leaves the account) or delete (is gone for good)';

function plain(cell: string): string {
  return fold(cell.slice(0, 100)).replace(/[\s_-]/g, '');
}
