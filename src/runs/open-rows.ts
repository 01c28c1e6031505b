import { inputOptions } from '../config/input-options.ts';
import { differences, makeupOf } from '../config/row-makeup.ts';
import type { RunRequest } from '../config/run-request.ts';
import { restoreRequest, type SaidNow, storedMakeup } from '../config/stored-request.ts';
import type { RowLedger } from '../core/ledger.ts';
import type { RunRecord } from '../core/ledger-records.ts';
import type { Notice } from '../core/notice.ts';
import { UsageError } from '../core/usage-error.ts';
import { firstFromInput, keptRows, rowsLeft } from '../engine/kept-rows.ts';
import type { RowSource } from '../engine/register.ts';
import { InputChanged } from '../input/input-changed.ts';
import { openInput } from '../input/open-input.ts';
import { describeNotice } from '../report/describe-notice.ts';
import type { Operator } from './operator.ts';

/** The rows of a run that goes on. */
export type ResumedRows = {
  readonly request: RunRequest;
  readonly source: RowSource;
  /** Rows that are to be done. */
  readonly toDo: number;
  /** Rows that are not taken up, since they need the input. */
  readonly leftBehind: number;
  readonly notices: readonly Notice[];
  close(): Promise<void>;
};

/** Lines that are named of those that cannot be taken up. */
const LINES_NAMED = 5;

/**
 * The rows of a run on record: those of its input, as it was; or where nothing needs the input, or it is gone or another
 * one by now, those that the ledger keeps.
 * @throws {UsageError} when nothing can be taken up, or rows would be made up in another way than those sent already
 */
export async function openRows(
  record: RunRecord,
  rows: RowLedger,
  saidNow: SaidNow,
  { stdin, stop }: Pick<Operator, 'stdin' | 'stop'>,
): Promise<ResumedRows> {
  const left = await rowsLeft(rows);
  const fromLedger = async (notices: readonly Notice[]): Promise<ResumedRows> => ({
    request: await restoreRequest(record, saidNow, 'settings'),
    source: keptRows(rows),
    toDo: left.kept,
    leftBehind: left.fromInput,
    notices,
    close: async () => undefined,
  });
  if (left.fromInput === 0 || saidNow.waitingOnly) return fromLedger([]);
  try {
    const input = await openSameInput(record, saidNow, { stdin, signal: stop.signal });
    return { ...input, toDo: left.kept + left.fromInput, leftBehind: 0, notices: [] };
  } catch (error) {
    if (!(error instanceof UsageError) || error instanceof OtherRows) throw error;
    const notice: Notice = {
      kind: 'rowsLeftBehind',
      runId: record.id,
      problem: error.message,
      needsOldFile: error instanceof NotTheFile,
      kept: left.kept,
      count: left.fromInput,
      firstLines: await firstFromInput(rows, LINES_NAMED),
    };
    if (left.kept === 0) throw new UsageError(describeNotice(notice), severalIn(error));
    return fromLedger([notice]);
  }
}

function severalIn({ problems }: UsageError): readonly string[] | undefined {
  return problems.length > 1 ? problems : undefined;
}

/** Rows would be made up in another way than those that were sent. */
class OtherRows extends UsageError {}

/** The input is gone, or another one. */
class NotTheFile extends UsageError {}

async function openSameInput(
  record: RunRecord,
  saidNow: SaidNow,
  { stdin, signal }: { readonly stdin: NodeJS.ReadableStream; readonly signal: AbortSignal },
): Promise<Pick<ResumedRows, 'request' | 'source' | 'close'>> {
  const request = await restoreRequest(record, saidNow);
  refuseOtherRows(record, request);
  try {
    const input = await openInput({ ...inputOptions(request, stdin, signal), digest: record.digest });
    return { request, source: input, close: () => input.close() };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new NotTheFile(error instanceof InputChanged ? describeChange(record, request) : error.message);
  }
}

function describeChange({ id, startedAt }: RunRecord, { input, objects }: RunRequest): string {
  const began = new Date(startedAt).toISOString();
  if (objects) {
    return `The rows given are not those that run ${id} began with (${began}), in the same order.`;
  }
  return `${input === '-' ? 'Standard input' : input} is not the file that run ${id} began with (${began}): its content has changed.`;
}

function refuseOtherRows(record: RunRecord, request: RunRequest): void {
  const began = storedMakeup(record);
  const changed = began ? differences(began, makeupOf(request)) : [];
  if (changed.length === 0) return;
  throw new OtherRows(
    [
      `The rows of run ${record.id} would be made up in another way than when it began. What has changed:`,
      ...changed.map((part) => `  ${part}`),
      'Nothing was sent. Put that back as it was, and resume; or start a new run of what is left.',
    ].join('\n'),
    changed,
  );
}
