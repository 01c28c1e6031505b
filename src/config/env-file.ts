import { parseEnv } from 'node:util';
import { UsageError } from '../core/usage-error.ts';
import { NotAFile } from '../support/files/kind.ts';
import { readFile } from '../support/files/read-file.ts';
import { explainRefusal, Refused } from '../support/files/refused.ts';
import { mayEverybodyRead, SECRET, SHARED } from '../support/files/trust.ts';
import { shellQuote } from '../support/shell-quote.ts';
import { decodeUnicode } from '../support/unicode.ts';

/**
 * The variables of a file of NAME=value lines. Lines about other programs may be as they like.
 * @param where it was named, as a message has it
 * @param refuse says why a variable that has a value cannot stand there
 * @throws {UsageError} when it cannot be read, or with every line of ours that would not be read as it is meant, or that
 *   is refused; never a value
 */
export function readEnvFile(
  file: string,
  where = '--env-file',
  refuse: (name: string) => string | undefined = () => undefined,
): NodeJS.Dict<string> {
  const text = readText(file, where);
  const lines = text.split(/\r?\n|\r/);
  const variables = parseEnv(text);
  const problems = [...checkLines(lines), ...refusedIn(variables, lines, refuse)];
  if (problems.length === 0) return variables;
  throw new UsageError([`${where}: ${file} cannot be used:`, ...problems].join('\n  '), problems);
}

/** By what was read, and not by how the lines look: those are there to say where. */
function* refusedIn(
  variables: NodeJS.Dict<string>,
  lines: readonly string[],
  refuse: (name: string) => string | undefined,
): Generator<string> {
  for (const [name, value] of Object.entries(variables)) {
    const why = value?.trim() ? refuse(name) : undefined;
    if (why === undefined) continue;
    const at = lines.findLastIndex((line) => PAIR.exec(line)?.[1] === name);
    yield `line ${(at === -1 ? lines.findIndex((line) => line.includes(name)) : at) + 1}: ${why}`;
  }
}

/** What came out of pipes: they give it once, and the settings are put together more often than that. */
const FROM_PIPES = new Map<string, string>();

/** Whoever may change the file says where the credentials are sent to. */
const DEMANDS = { file: SECRET, way: SHARED };

function readText(file: string, where: string): string {
  const known = FROM_PIPES.get(file);
  if (known !== undefined) return known;
  try {
    const { bytes, isPipe } = readFile(file, { demands: DEMANDS, pipe: true });
    const text = decodeUnicode(bytes);
    if (isPipe) FROM_PIPES.set(file, text);
    return text;
  } catch (error) {
    if (error instanceof Refused && !(error instanceof NotAFile)) {
      const why = explainRefusal(error, 'give a file of your own with --env-file <file>');
      throw new UsageError(`${where}: ${file} cannot be used: ${why}`);
    }
    const why = error instanceof NotAFile ? `it is ${error.kind}` : codeOf(error);
    throw new UsageError(
      `${where}: ${file} cannot be read (${why}). Give the path of a file of NAME=value lines.`,
    );
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

const SECRET_LINE = /^\s*(?:export\s+)?ZOOM_(?:CLIENT_SECRET|ACCESS_TOKEN)\s*=/m;

/** What the operator should know of the file: that everybody may read the secrets in it. */
export function doubtsOfEnvFile(file: string | undefined): string[] {
  if (file === undefined || FROM_PIPES.has(file)) return [];
  const { bytes, stats } = readFile(file, { pipe: true });
  if (!mayEverybodyRead({ path: file, stats }) || !SECRET_LINE.test(decodeUnicode(bytes))) return [];
  return [
    `Everybody on this machine may read the secrets in ${file}: write \`chmod 600 ${shellQuote(file)}\`.`,
  ];
}

const PAIR = /^(?:export\s+)?([A-Za-z_][\w.-]*)\s*=(?!=)\s*(.*)$/;
const NAME = /\bZOOM_[A-Z]\w*/i;
const QUOTE = /^["'`]/;

function* checkLines(lines: readonly string[]): Generator<string> {
  const seen = new Map<string, { readonly value: string; readonly line: number }>();
  for (let at = 0; at < lines.length; at++) {
    const text = lines[at] ?? '';
    const [, name = '', value = ''] = PAIR.exec(text.trim()) ?? [];
    const more = restOfValue(value, lines, at);
    const problem = describeLine(text, name, value, () => lines.slice(at + 1, at + 1 + more));
    if (problem) yield `line ${at + 1}: ${problem}`;
    const before = seen.get(name);
    if (NAME.test(name)) seen.set(name, { value, line: at + 1 });
    if (before && before.value !== value) {
      yield `lines ${before.line} and ${at + 1} give ${name} different values: delete one of them`;
    }
    at += more;
  }
}

function describeLine(
  text: string,
  name: string,
  value: string,
  swallowed: () => readonly string[],
): string | undefined {
  if (/^\s*(?:#|$)/.test(text)) return undefined;
  const [meant] = NAME.exec(name === '' || /^["']?ZOOM_\w+=/i.test(value) ? text : '') ?? [];
  if (meant !== undefined) {
    return `is not read so: write ${meant.toUpperCase()}=value, and nothing before or between`;
  }
  if (QUOTE.test(value)) return describeQuoted(name, value, swallowed);
  if (!NAME.test(name)) return undefined;
  if (/^[“”„‘’«»]|[“”‘’«»]$/.test(value)) {
    return `${name} has typographic quotes: write straight ones (") or none`;
  }
  if (/\S#/.test(value)) return `${name} has a #, where a comment begins: put the value into quotes (")`;
  return undefined;
}

function describeQuoted(name: string, value: string, swallowed: () => readonly string[]): string | undefined {
  const end = value.indexOf(value.charAt(0), 1);
  const isOurs = NAME.test(name);
  if (end !== -1) {
    const isWhole = /^\s*(?:#.*)?$/.test(value.slice(end + 1));
    return isOurs && !isWhole ? `${name} has something after its closing quote: delete it` : undefined;
  }
  return isOurs || swallowed().some((line) => NAME.test(line))
    ? `${name} begins with a quote (${value.charAt(0)}) that is not closed on this line: close it`
    : undefined;
}

/** How many more lines a quoted value takes up. */
function restOfValue(value: string, lines: readonly string[], at: number): number {
  const [quote] = QUOTE.exec(value) ?? [];
  if (quote === undefined || value.includes(quote, 1)) return 0;
  const last = lines.findIndex((line, index) => index > at && line.includes(quote));
  return last === -1 ? 0 : last - at;
}
