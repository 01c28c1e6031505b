import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { makeTemporaryFolder } from '../support/files/temporary-folder.ts';
import { checkWay, OWN } from '../support/files/trust.ts';
import { wayTo } from '../support/files/way.ts';

/** Of a stack, which begins with a message of any length. */
const LOOKED_AT = 10_000;

/** Where something is wrong, such as `line 3, column 8`. */
function place(line: number | string, column: number | string): string {
  return `line ${line}, column ${column}`;
}

/** Where JSON cannot be read on; undefined when it is JSON. */
export function placeInJson(text: string): string | undefined {
  const message = jsonError(text);
  if (message === undefined) return undefined;
  const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(message) ?? [];
  if (line !== undefined && column !== undefined) return place(line, column);
  // Not every message says where; but what is right so far only lacks its end.
  let [right, wrong] = [0, text.length];
  while (right < wrong) {
    const middle = Math.ceil((right + wrong) / 2);
    if (lacksItsEnd(text.slice(0, middle))) right = middle;
    else wrong = middle - 1;
  }
  const lines = text.slice(0, right).split('\n');
  return place(lines.length, (lines.at(-1) ?? '').length + 1);
}

function jsonError(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function lacksItsEnd(start: string): boolean {
  const message = jsonError(start);
  const [, position] = /at position (\d+)/.exec(message ?? '') ?? [];
  return message === undefined || /Unexpected end/.test(message) || Number(position) >= start.length;
}

/** Where a module does not parse, or broke with one of the language's own errors; undefined when nobody knows. */
export async function placeInModule(error: Error, file: string, source: string): Promise<string | undefined> {
  if (error instanceof SyntaxError) {
    return placeInFrame(error, file) ?? (await placeInJavaScript(source));
  }
  const [, line = '', column = ''] =
    error.stack?.slice(0, LOOKED_AT).match(/^ {4}at (?:.*\()?file:.*:(\d+):(\d+)\)?$/m) ?? [];
  return error.constructor === Error || line === '' ? undefined : place(line, column);
}

/** Node says of TypeScript where it does not parse: the file, some lines, and a caret under the place. */
function placeInFrame({ stack: whole = '' }: Error, file?: string): string | undefined {
  const stack = whole.slice(0, LOOKED_AT);
  const [, name = '', line = '', carets] = /^(.*):(\d+)\n(?:.*\n)*?( *)\^/.exec(stack) ?? [];
  if (carets === undefined) return undefined;
  const isOther = file !== undefined && path.basename(name) !== path.basename(file);
  return `${isOther ? `${path.basename(name)}, ` : ''}${place(line, carets.length + 1)}`;
}

/** Of JavaScript it does not, so it is read as TypeScript, which it is as well. */
async function placeInJavaScript(source: string): Promise<string | undefined> {
  const folder = await makeTemporaryFolder('zoom-provision-');
  try {
    // What is there will be run.
    checkWay(wayTo(folder.path), OWN);
    const copy = path.join(folder.path, 'job.mts');
    // So that it is not run when it parses after all.
    await writeFile(copy, `${source}\nimport './not-there.mjs';`, { flag: 'wx', mode: 0o600 });
    await import(pathToFileURL(copy).href);
    return undefined;
  } catch (error) {
    return error instanceof Error ? placeInFrame(error) : undefined;
  } finally {
    await folder.remove();
  }
}
