import { ACTIONS } from '../actions/index.ts';
import { GIVEN_ROWS } from '../config/run-request.ts';
import { storedReading } from '../config/stored-reading.ts';
import type { RunRecord } from '../core/ledger-records.ts';
import { UsageError } from '../core/usage-error.ts';
import type { Input } from '../input/open-input.ts';
import { openRowsInFile } from '../input/open-rows-in-file.ts';
import type { RowsInFile } from '../input/rows-in-file.ts';
import { openForReading } from '../support/files/open-for-reading.ts';

/** The rows of an input as they stand in its file, to be gone through once; or why they cannot be. */
export type InputAgain = { readonly rows: RowsInFile; close(): Promise<void> } | { readonly why: string };

/** Of an input that is open. */
export function againOf(input: Pick<Input, 'inFile'>, signal?: AbortSignal): InputAgain {
  const rows = input.inFile(signal);
  return rows ? { rows, close: async () => undefined } : { why: FROM_A_PROGRAM };
}

const FROM_A_PROGRAM = 'its rows came from a program, and from no file';

/** Of a run on record. @throws the signal's reason when it fires first */
export async function inputAgain(record: RunRecord, signal?: AbortSignal): Promise<InputAgain> {
  const { input: path, digest } = record;
  if (path === GIVEN_ROWS) return { why: FROM_A_PROGRAM };
  if (path === '-') return { why: 'the input was standard input, which is gone' };
  try {
    if (await isPipe(path)) return { why: `${path} is a pipe, which can be read only once` };
    const reading = storedReading(record);
    const opened = await openRowsInFile({ ...reading, source: { path }, digest, actions: ACTIONS, signal });
    const { rows, isSame, close } = opened;
    if (rows && isSame) return { rows, close };
    await close();
    return { why: `${path} is not the file that the run began with: its content has changed` };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof UsageError) return { why: withoutStop(error.message) };
    return { why: `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

async function isPipe(path: string): Promise<boolean> {
  const { handle, isPipe } = await openForReading(path).catch(() => NOTHING_OPEN);
  await handle?.close();
  return isPipe;
}

/** Whoever opens it to read it says why it cannot be. */
const NOTHING_OPEN = { handle: undefined, isPipe: false };

/** A sentence as a part of one. */
export function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
