import path from 'node:path';
import { UsageError } from '../core/usage-error.ts';
import { readFile } from '../support/files/read-file.ts';
import { explainRefusal, Refused } from '../support/files/refused.ts';
import { SECRET, SHARED } from '../support/files/trust.ts';
import { decodeUnicode } from '../support/unicode.ts';
import type { Settings } from './options.ts';

/**
 * The settings with the defaults that stand in files among the others.
 * @param mayBeGone whether the file of a column may be missing; then it gives nothing
 * @throws {UsageError} when a file cannot be read, or has nothing in it
 */
export function withDefaultFiles<Given extends Pick<Settings, 'default' | 'defaultFile'>>(
  settings: Given,
  mayBeGone: (column: string) => boolean = () => false,
): Given {
  const read = Object.entries(settings.defaultFile).flatMap(([column, file]) => {
    const text = readDefault(column, file, mayBeGone(column));
    return text === undefined ? [] : [[column, text]];
  });
  return read.length === 0
    ? settings
    : { ...settings, default: { ...settings.default, ...Object.fromEntries(read) } };
}

/** `password=key.txt` with the file's absolute path. */
export function absoluteDefaultFile(pair: string): string {
  const at = pair.indexOf('=');
  return `${pair.slice(0, at)}=${path.resolve(pair.slice(at + 1).trim())}`;
}

/** Without the line break at the end that editors and shells write. */
function readDefault(column: string, file: string, mayBeGone: boolean): string | undefined {
  const where = `--default-file: the file for ${column}, ${path.resolve(file)},`;
  const text = readText(file, where, mayBeGone)?.replace(/\r?\n$/, '');
  if (text === '') throw new UsageError(`${where} is empty: write the default into it, and nothing else.`);
  return text;
}

/** As of an env file: whoever may change it says what is set. */
const DEMANDS = { file: SECRET, way: SHARED };

function readText(file: string, where: string, mayBeGone: boolean): string | undefined {
  try {
    return decodeUnicode(readFile(file, { demands: DEMANDS, pipe: true }).bytes);
  } catch (error) {
    if (error instanceof Refused) {
      throw new UsageError(
        `${where} cannot be used: ${explainRefusal(error, 'give a file of your own with --default-file')}`,
      );
    }
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (mayBeGone && why === 'ENOENT') return undefined;
    throw new UsageError(`${where} cannot be read (${why}): give the path of a file that holds the default.`);
  }
}
