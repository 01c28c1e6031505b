import { statSync } from 'node:fs';

/**
 * Remembers which file a path leads to. SQLite goes on with a file that has been removed, and what is on record there
 * nobody finds again.
 * @returns throws with the code `GONE` when another file is there by now, or none
 */
export function keepSameFile(path: string | null): () => void {
  if (path === null) return () => undefined;
  const { dev, ino } = statSync(path);
  return () => {
    const now = statSync(path, { throwIfNoEntry: false });
    if (now?.dev === dev && now.ino === ino) return;
    throw Object.assign(new Error(`${path} was removed or replaced`), { code: 'GONE' });
  };
}
