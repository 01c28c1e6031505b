import path from 'node:path';
import { readFile } from '../support/files/read-file.ts';

/** `from './names.ts'`, `import './names.ts'` and `import('./names.ts')`. */
const IMPORT = /\b(?:from|import|require)\s*\(?\s*(["'])(\.{1,2}\/[^"'\n]+)\1/g;

/** A module and those of its own that it imports, each once: their texts by their paths, the module's first. */
export function modulesOf(file: string, found = new Map<string, string>()): ReadonlyMap<string, string> {
  if (found.has(file)) return found;
  const text = textOf(file);
  found.set(file, text);
  for (const [, , from = ''] of text.matchAll(IMPORT)) {
    modulesOf(path.resolve(path.dirname(file), from), found);
  }
  return found;
}

/** Empty for what is no file: `import('./names')` in a comment, for one. */
function textOf(file: string): string {
  try {
    return readFile(file).bytes.toString('utf8');
  } catch {
    return '';
  }
}
