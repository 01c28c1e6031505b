import { readFileSync, statSync } from 'node:fs';

/** Whose process this is; undefined where files have no owner that Node could tell. */
export function ownUser(): number | undefined {
  return process.geteuid?.();
}

/** Whose a file is, as far as Node can tell. */
export function ownerOf(file: string): number | undefined {
  return ownUser() === undefined ? undefined : statSync(file).uid;
}

export const ROOT = 0;

/** What the system says of files whose owner has no number in this container. */
const UNMAPPED = 65_534;

/** Whether whoever owns something may be trusted with it: root could do anything anyway. */
export function isTrusted(owner: number, user: number): boolean {
  return owner === user || owner === ROOT || (owner === UNMAPPED && isUnmapped());
}

/** In a container without all users, root's files outside of it seem to be nobody's. */
function isUnmapped(): boolean {
  const ranges = linesOf('/proc/self/uid_map').map((line) => line.trim().split(/\s+/).map(Number));
  const isKnown = ([first = 0, , count = 0]: readonly number[]) =>
    first <= UNMAPPED && UNMAPPED < first + count;
  return ranges.length > 0 && !ranges.some(isKnown);
}

/**
 * Whether a group is that of one of these users alone: most systems make one for each user, with the same number and name,
 * and may let it change all that the user has.
 */
export function isOwnGroup(group: number, users: readonly number[]): boolean {
  if (!users.includes(group)) return false;
  const [name = '', , , members = ''] =
    linesOf('/etc/group')
      .map((line) => line.split(':'))
      .find(([, , number]) => Number(number) === group) ?? [];
  return members === '' || members === name || (group === ROOT && members === 'root');
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}
