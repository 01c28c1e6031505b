import { visibleJson } from '../../support/visible-json.ts';
import { WholeFile } from '../whole-file.ts';

/** Writes a JSON file, which is there once it is put in its place. @throws whatever the file system throws */
export async function openJsonFile(path: string, value: object): Promise<WholeFile> {
  const file = await WholeFile.open(path);
  try {
    await file.write(`${visibleJson(JSON.stringify(value, null, 2))}\n`);
    await file.complete();
    return file;
  } catch (error) {
    await file[Symbol.asyncDispose]();
    throw error;
  }
}

/** The same at once. */
export async function writeJsonFile(path: string, value: object): Promise<void> {
  await using file = await openJsonFile(path, value);
  await file.putInPlace();
}
