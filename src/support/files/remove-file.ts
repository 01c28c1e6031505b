import { rm } from 'node:fs/promises';

/** Removes a file, if there is one. @throws whatever the file system throws */
export async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true });
}
