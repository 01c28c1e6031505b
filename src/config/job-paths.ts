import path from 'node:path';
import { UsageError } from '../core/usage-error.ts';
import { realPath } from '../support/files/real-path.ts';
import { shellQuote } from '../support/shell-quote.ts';
import { flagOf, type OptionName } from './options.ts';

/** What a job may do with the machine of whoever starts it. */
export type JobLimits = {
  /** The folders below which its paths must lie: real paths. */
  readonly folders: readonly string[];
  /** The options that the job said, where others were the operator's own; absent for all of them. */
  readonly options?: readonly string[];
};

/** The limits of a job in this folder, for whoever starts it in the working folder. */
export function limitsOf(folder: string): JobLimits {
  return { folders: [...new Set([folder, '.'].map((its) => realPath(its)))] };
}

/** A path that a job gave. */
export type JobPath = {
  readonly name: OptionName | 'input';
  /** Where it was said, as a message has it. */
  readonly where: string;
  /** As it is used. */
  readonly given: string;
};

/** The folders of a job, with those that whoever starts it adds. */
export function allowedFolders({ folders }: JobLimits, allowPath: readonly string[]): string[] {
  return [...new Set([...folders, ...allowPath.map((its) => realPath(its))])];
}

/** @throws {UsageError} when a path that a job gave leads out of the folders that it may use */
export function refuseOutside(paths: readonly JobPath[], folders: readonly string[]): void {
  const problems = paths.flatMap((its) => describeOutside(its, folders) ?? []);
  if (problems.length > 0) throw new UsageError(problems.join('\n'), problems);
}

/** What is wrong with a path that leads out of the folders, and what to do; undefined when it does not. */
function describeOutside({ name, where, given }: JobPath, folders: readonly string[]): string | undefined {
  if (folders.some((folder) => path.relative(folder, given).split(path.sep, 1)[0] === '~')) {
    return `${where}: found "${given}": ~ is a folder of that name here, and not your home folder; write the whole path.`;
  }
  const outside = leadsTo(name, given).find((real) => !folders.some((folder) => isBelow(real, folder)));
  if (outside === undefined) return undefined;
  const absolute = path.resolve(given);
  const truth = outside === absolute ? '' : `, which is ${outside},`;
  const allow = `--allow-path ${shellQuote(isFolder(name) ? outside : path.dirname(outside))}`;
  const say = name === 'input' ? '' : `say ${flagOf(name)} yourself, or `;
  return `${where}: found "${absolute}"${truth} outside of ${folders.join(' and ')}: if the job may use it, ${say}start it with ${allow}.`;
}

/** Each file that is written or read by this path: a log in the report's folder is appended to, wherever it is a link to. */
function leadsTo(name: JobPath['name'], given: string): string[] {
  return [given, ...(name === 'out' ? [path.join(given, 'run.log')] : [])].map((its) => realPath(its));
}

function isFolder(name: JobPath['name']): boolean {
  return name === 'out' || name === 'state';
}

function isBelow(file: string, folder: string): boolean {
  const way = path.relative(folder, file);
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}
