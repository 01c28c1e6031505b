import { readdirSync } from 'node:fs';

export type Entry = { readonly name: string; readonly isFolder: boolean };

/** What a folder has, in the order of the names; nothing where it cannot be read. */
export function listFolder(folder: string): Entry[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  } catch {
    return [];
  }
}
