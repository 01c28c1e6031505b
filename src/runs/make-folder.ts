import { mkdirSync } from 'node:fs';
import { UsageError } from '../core/usage-error.ts';

/** Makes the folder of a report, which names people: for its owner only. @throws {UsageError} when that cannot be done */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The report's folder cannot be made: ${why}. Give another with --out <dir>.`);
  }
}
