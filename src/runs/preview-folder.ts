import path from 'node:path';
import type { Listener } from '../core/events.ts';
import { UsageError } from '../core/usage-error.ts';
import { makeFolder } from './make-folder.ts';

/**
 * Where the report of a preview goes. A preview is there to be looked at, so that a folder which nobody asked for need not be
 * writable.
 * @param out what was asked for
 * @returns undefined when nothing can be written
 * @throws {UsageError} when the folder that was asked for cannot be made
 */
export function previewFolder(out: string | undefined, id: string, listen: Listener): string | undefined {
  const folder = path.resolve(out ?? path.join('reports', id));
  try {
    makeFolder(folder);
    return folder;
  } catch (error) {
    if (out !== undefined || !(error instanceof UsageError)) throw error;
    listen({ type: 'notice', notice: { kind: 'noReport', message: error.message } });
    return undefined;
  }
}
