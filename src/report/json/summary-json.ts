import type { Summary } from '../../core/summary.ts';
import { visibleJson } from '../../support/visible-json.ts';
import { WholeFile } from '../whole-file.ts';

/** Writes summary.json, which is there once it is put in its place. @throws whatever the file system throws */
export async function openSummaryJson(path: string, summary: Summary): Promise<WholeFile> {
  const file = await WholeFile.open(path);
  try {
    await file.write(`${visibleJson(JSON.stringify(summary, null, 2))}\n`);
    await file.complete();
    return file;
  } catch (error) {
    await file[Symbol.asyncDispose]();
    throw error;
  }
}
