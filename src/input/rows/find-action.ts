import { ACTION_NAMES, type ActionName } from '../../core/vocabulary.ts';
import { quote } from '../../support/characters.ts';
import { isClose, nearest } from '../../support/nearest.ts';

const BY_PLAIN_NAME = new Map(ACTION_NAMES.map((action) => [plain(action), action]));

/** The action that a cell names, in any case; undefined when it names none. */
export function findAction(cell: string): ActionName | undefined {
  return BY_PLAIN_NAME.get(plain(cell));
}

/** @param secret the cell may hold a password by mistake, and is not quoted */
export function describeUnknownAction(cell: string, secret: boolean): string {
  const all = `${ACTION_NAMES.slice(0, -1).join(', ')} or ${ACTION_NAMES.at(-1)}`;
  if (cell === '') return `is empty: write ${all}`;
  const near = nearest(plain(cell), BY_PLAIN_NAME.keys());
  const close = near && isClose(plain(cell), near) ? BY_PLAIN_NAME.get(near.word) : undefined;
  const found = secret ? 'is no action' : `found ${quote(cell)}, which is no action`;
  return close ? `${found}: did you mean ${close}?` : `${found}: write ${all}`;
}

function plain(cell: string): string {
  return cell
    .slice(0, 100)
    .toLowerCase()
    .replace(/[\s_-]/g, '');
}
