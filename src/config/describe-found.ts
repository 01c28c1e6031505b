import { quote } from '../support/characters.ts';

/** What stands where something else should, as a message shows it: a text in quotes, and of what is long the beginning. */
export function describeFound(value: unknown, path: readonly PropertyKey[] = []): string {
  const [key, ...rest] = path;
  if (key !== undefined && typeof value === 'object' && value !== null) {
    return describeFound((value as Readonly<Record<PropertyKey, unknown>>)[key], rest);
  }
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
