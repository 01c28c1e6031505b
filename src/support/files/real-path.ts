import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** So many links one after the other are a circle. */
const MAX_LINKS = 40;

/** Where a path leads when every link on the way is followed. What is not there yet counts as it is written. */
export function realPath(given: string, links = 0): string {
  const absolute = path.resolve(given);
  try {
    return realpathSync.native(absolute);
  } catch {
    const folder = path.dirname(absolute);
    if (folder === absolute) return absolute;
    const target = links < MAX_LINKS ? linkAt(absolute) : undefined;
    // A link to what is not there leads to where it would be made.
    if (target !== undefined) return realPath(path.resolve(realPath(folder, links + 1), target), links + 1);
    return path.join(realPath(folder, links), path.basename(absolute));
  }
}

function linkAt(file: string): string | undefined {
  try {
    return lstatSync(file).isSymbolicLink() ? readlinkSync(file) : undefined;
  } catch {
    return undefined;
  }
}
