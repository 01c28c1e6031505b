import type { z } from 'zod';
import type { JsonValue } from '../core/json.ts';
import { badCharacterInLines } from '../support/characters.ts';
import { CLEAR, resemblesClear } from './clear-word.ts';
import type { Field } from './fields.ts';
import { findLeftover, isArguable, withoutApostrophe } from './leftovers/find-leftover.ts';
import type { Leftover, Place } from './leftovers/leftover.ts';

export type CellResult =
  | { readonly value: JsonValue; readonly warning: string | undefined }
  | {
      /** What is wrong with the cell; the text itself is not in it. */
      readonly messages: readonly string[];
      /** What to write, which may be most of the text. */
      readonly instead: string | undefined;
    };

/** Of what is longer than any value nobody needs to know why: it is refused for that, or for its shape. */
const LONGEST = 16_384;

const APOSTROPHE_DROPPED =
  'begins with an apostrophe, as spreadsheets mark a text that is meant as it stands: the apostrophe is not sent';

/** The value of a cell that is not empty, or what is wrong with it. */
export function readText(field: Field, text: string): CellResult {
  if (text.length > LONGEST) return parse(field, text);
  if (!field.secret && resemblesClear(text)) {
    return refused(`is not the word that empties a field: write ${CLEAR}, or leave the cell empty`);
  }
  const { place = 'choice' } = field;
  const marked = field.exact ? undefined : withoutApostrophe(text, place);
  const asMarked = marked === undefined ? undefined : readMarked(field, marked, place);
  if (asMarked) return asMarked;
  if (place !== 'choice') return readChecked(field, text, findLeftover(text, place), place);
  const result = parse(field, text);
  return 'messages' in result && result.instead === undefined
    ? (describeDamage(text, place) ?? result)
    : result;
}

/** Why a text is none of the values that a column takes, where a program is to blame. */
function describeDamage(text: string, place: Place): CellResult | undefined {
  const character = badCharacterInLines(text);
  return describeLeftover(findLeftover(text, place), place) ?? (character ? refused(character) : undefined);
}

/** A text that somebody has marked as meant; undefined when the mark does not help. */
function readMarked(field: Field, text: string, place: Place): CellResult | undefined {
  if (place === 'choice') {
    const result = parse(field, text);
    return 'messages' in result ? undefined : withWarning(result, APOSTROPHE_DROPPED);
  }
  const found = findLeftover(text, place);
  const result = readChecked(field, text, found && isArguable(found) ? undefined : found, place);
  // The report writes ids and addresses so.
  return place === 'id' || place === 'address' ? result : withWarning(result, APOSTROPHE_DROPPED);
}

function readChecked(field: Field, text: string, found: Leftover | undefined, place: Place): CellResult {
  const result = describeLeftover(found, place) ?? parse(field, text);
  return found?.kind === 'odd' ? withWarning(result, found.what) : result;
}

function parse(field: Field, text: string): CellResult {
  const { success, data, error } = field.cell.safeParse(text);
  if (success) return { value: data, warning: field.deprecated ?? field.warn?.(data) };
  return {
    messages: error.issues.map(({ path, message }) => withPath(path, message)),
    instead: error.issues.map(insteadIn).find((text) => text !== undefined),
  };
}

function insteadIn(issue: z.core.$ZodIssue): string | undefined {
  return issue.code === 'custom' ? issue.params?.instead : undefined;
}

function withWarning(result: CellResult, warning: string): CellResult {
  if ('messages' in result) return result;
  return { ...result, warning: result.warning === undefined ? warning : `${warning}; ${result.warning}` };
}

function refused(message: string, instead?: string): CellResult {
  return { messages: [message], instead };
}

/** Where an apostrophe says that a text is meant. */
const TAKES_APOSTROPHE: readonly Place[] = ['name', 'text', 'prose', 'code', 'custom'];

function describeLeftover(found: Leftover | undefined, place: Place): CellResult | undefined {
  if (found?.kind !== 'damage') return undefined;
  const { what, advice, instead } = found;
  const mayBeMeant = found.arguable === true && TAKES_APOSTROPHE.includes(place);
  if (instead)
    return refused(mayBeMeant ? `${what} (if it is meant, put an apostrophe before it)` : what, instead);
  return refused(`${what}: ${advice}${mayBeMeant ? ', or put an apostrophe before it if it is meant' : ''}`);
}

/** `[1, 'label']` is the label of the second item. */
function withPath(path: readonly PropertyKey[], message: string): string {
  if (path.length === 0) return message;
  const where = path.map((step) => (typeof step === 'number' ? `item ${step + 1}` : String(step)));
  return `in ${where.join(', ')}: ${message}`;
}
