import path from 'node:path';
import createCompletion from '@bomb.sh/tab/commander';
import type { Command, Option } from 'commander';
import { listFolder } from '../support/files/list-folder.ts';
import { oneLine } from '../support/visible.ts';
import { printedBy } from './printed-by.ts';

/** What the scripts of the shells read from the last line, as cobra's do. */
const NO_SPACE = 2;
const NO_FILES_OF_SHELL = 4;

/** The names of arguments that are files. */
const INPUTS = ['input', 'roster'];
const INPUT = /\.(?:csv|tsv|[cm]?[jt]s|json)$/i;

/**
 * What could stand in the place of the last of the words, a line each, and what a shell is to do with them.
 * @param words of the command line without the program; the last is what has been typed of a word, or empty
 */
export function complete(program: Command, words: readonly string[]): string[] {
  const root = createCompletion(program, { completionCommandName: 'completion' });
  const found = printedBy(() => root.parse([...words]));
  const files = filesFor(program, words);
  if (found.length > 1 || files === undefined) return found;
  const directive = NO_FILES_OF_SHELL + (files.some((name) => name.endsWith('/')) ? NO_SPACE : 0);
  return [...files.map((name) => `${name}\t`), `:${directive}`];
}

/** Paths that begin with the last of the words; undefined where none is wanted. */
function filesFor(program: Command, words: readonly string[]): string[] | undefined {
  const word = words.at(-1) ?? '';
  const command = program.commands.find((its) => its.name() === words[0]);
  const option = command?.options.find((its) => its.long === words.at(-2));
  if (option?.required) return pathsOf(option, word);
  const takesInput = command?.registeredArguments.some((argument) => INPUTS.includes(argument.name()));
  return takesInput && !word.startsWith('-') ? paths(word, (name) => INPUT.test(name)) : undefined;
}

function pathsOf({ flags }: Option, word: string): string[] | undefined {
  if (/<dir>/.test(flags)) return paths(word, () => false);
  return /<(?:file|[\w.]+\.\w+)>/.test(flags) ? paths(word, () => true) : undefined;
}

/** Folders, and the files that are wanted; those that cannot be typed are left out, and hidden ones until their dot is typed. */
function paths(word: string, isWanted: (name: string) => boolean): string[] {
  const start = word.slice(0, word.lastIndexOf('/') + 1);
  const typed = word.slice(start.length);
  return listFolder(path.resolve(start))
    .filter(({ name }) => name.startsWith(typed) && (typed !== '' || !name.startsWith('.')))
    .filter(({ name, isFolder }) => oneLine(name) === name && (isFolder || isWanted(name)))
    .map(({ name, isFolder }) => `${start}${name}${isFolder ? '/' : ''}`);
}
