import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

export type TemporaryFolder = {
  readonly path: string;
  readonly remove: () => Promise<void>;
};

/**
 * A folder of the user alone among the system's temporary files. Where those are in a folder that everybody may change, and
 * that is no sticky one, another can be put in its place: then nothing that is found in it may be trusted.
 * @throws whatever the file system throws
 */
export async function makeTemporaryFolder(prefix: string): Promise<TemporaryFolder> {
  const folder = await mkdtemp(path.join(os.tmpdir(), prefix));
  return { path: folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) };
}
