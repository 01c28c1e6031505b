import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * The user's home: that of the environment, unless it is empty or not absolute, else that of the system's list of users.
 * @returns undefined when neither is one, as in a container whose user is in no list
 */
export function homeFolder(): { readonly path: string; readonly isThere: boolean } | undefined {
  const homes = [os.homedir, () => os.userInfo().homedir].map(orEmpty);
  const home = homes.find((text) => path.isAbsolute(text));
  return home === undefined ? undefined : { path: home, isThere: existsSync(home) };
}

function orEmpty(home: () => string): string {
  try {
    return home();
  } catch {
    return '';
  }
}
