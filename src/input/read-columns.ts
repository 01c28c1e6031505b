import { readHeader } from './header/check-header.ts';
import { checkSettings } from './header/column-settings.ts';
import { headerReader } from './header/header-reader.ts';
import type { LaidOut } from './header/lay-out.ts';
import { isName } from './header/look-at-cells.ts';
import type { InputOptions } from './open-input.ts';
import { openTable } from './open-table.ts';

/**
 * What the columns of an input are, as far as it is known.
 * @throws {UsageError} when it has no header row that can be read
 */
export async function readColumns(options: Omit<InputOptions, 'actions'>): Promise<LaidOut> {
  const read = headerReader(checkSettings(options));
  const { name, start, given, close } = await openTable(options.source, { ...options, read });
  try {
    return readHeader({ name, start, read, given }, areWords);
  } finally {
    await close();
  }
}

/** Whether these may be headers of a language that is not known; what has digits or signs in it may be a password. */
function areWords(headers: readonly string[]): boolean {
  return headers.every((header) => header.trim() === '' || isName(header));
}
