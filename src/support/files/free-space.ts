import { statfsSync } from 'node:fs';

/** How many bytes the user may still write where this folder is; undefined where the system does not say. */
export function freeSpace(folder: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}
