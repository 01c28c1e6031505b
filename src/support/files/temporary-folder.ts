import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { checkWay, OWN } from './trust.ts';
import { wayTo } from './way.ts';

export type TemporaryFolder = {
  readonly path: string;
  readonly remove: () => Promise<void>;
};

/**
 * A folder of the user alone among the system's temporary files.
 * @throws {Refused} where somebody else could put another in its place; whatever the file system throws
 */
export async function makeTemporaryFolder(prefix: string): Promise<TemporaryFolder> {
  const folder = await mkdtemp(path.join(os.tmpdir(), prefix));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    checkWay(wayTo(folder), OWN);
    return { path: folder, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
