import { inputOptions } from '../config/input-options.ts';
import { differences, makeupOf } from '../config/row-makeup.ts';
import type { RunRequest } from '../config/run-request.ts';
import { restoreRequest, type SaidNow, storedMakeup } from '../config/stored-request.ts';
import type { RowLedger } from '../core/ledger.ts';
import type { RunRecord } from '../core/ledger-records.ts';
import type { Notice } from '../core/notice.ts';
import type { RowDigester } from '../core/row-digester.ts';
import { UsageError } from '../core/usage-error.ts';
import { firstFromInput, keptRows, type RowsLeft, rowsLeft } from '../engine/kept-rows.ts';
import type { RowSource } from '../engine/register.ts';
import { surveyRows } from '../engine/survey-rows.ts';
import { InputChanged } from '../input/input-changed.ts';
import { type Input, openInput } from '../input/open-input.ts';
import { rowDigester } from '../input/rows/row-digester.ts';
import { describeNotice } from '../report/describe-notice.ts';
import type { Operator } from './operator.ts';

/** The rows of a run that goes on. */
export type ResumedRows = {
  readonly request: RunRequest;
  readonly source: RowSource;
  /** Where it is open, and just as it was checked. */
  readonly input?: Input;
  readonly digester: RowDigester;
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
 * The rows of a run on record: those of its input; of one that was changed, those that it still has; and where nothing needs the
 * input, or it is gone or quite another one by now, those that the ledger keeps.
 * @throws {UsageError} when nothing can be taken up, or rows would be made up in another way than those sent already
 */
export async function openRows(
  record: RunRecord,
  rows: RowLedger,
  saidNow: SaidNow,
  { stdin, stop }: Pick<Operator, 'stdin' | 'stop'>,
): Promise<ResumedRows> {
  const left = await rowsLeft(rows);
  const digester = rowDigester(record.salt ?? '');
  const fromLedger = async (notices: readonly Notice[]): Promise<ResumedRows> => ({
    request: await restoreRequest(record, saidNow, 'settings'),
    source: keptRows(rows),
    digester,
    toDo: left.kept,
    leftBehind: left.fromInput,
    notices,
    close: async () => undefined,
  });
  if (left.fromInput === 0 || saidNow.waitingOnly) return fromLedger([]);
  try {
    const { signal } = stop;
    const { request, input } = await openInputAgain(record, saidNow, { stdin, signal });
    const opened = { request, digester, close: () => input.close() };
    if (input.digest === record.digest) {
      return {
        ...opened,
        source: input,
        input,
        toDo: left.kept + left.fromInput,
        leftBehind: 0,
        notices: [],
      };
    }
    try {
      return { ...opened, ...(await stillThere(input, left, { record, request, rows, digester, signal })) };
    } catch (error) {
      await input.close();
      throw error;
    }
  } catch (error) {
    if (!(error instanceof UsageError) || error instanceof OtherRows) throw error;
    const notice: Notice = {
      kind: 'rowsLeftBehind',
      runId: record.id,
      problem: error.message,
      needsOldFile: error instanceof NotTheFile,
      kept: left.kept,
      unchanged: 0,
      count: left.fromInput,
      firstLines: await firstFromInput(rows, LINES_NAMED),
    };
    if (left.kept === 0) throw new UsageError(describeNotice(notice), severalIn(error));
    return fromLedger([notice]);
  }
}

type Changed = {
  readonly record: RunRecord;
  readonly request: RunRequest;
  readonly rows: RowLedger;
  readonly digester: RowDigester;
  readonly signal: AbortSignal;
};

/** The rows that an input still has which was changed. @throws {NotTheFile} when it has none of those that are left */
async function stillThere(
  input: Input,
  { kept }: RowsLeft,
  { record, request, rows, digester, signal }: Changed,
): Promise<Pick<ResumedRows, 'source' | 'toDo' | 'leftBehind' | 'notices'>> {
  const problem = describeChange(record, request);
  // An older version of this program has kept nothing to know them by.
  if (record.salt === undefined) throw new NotTheFile(problem);
  const { unchanged, corrected, added, left, firstLeft } = await surveyRows(input, rows, digester, {
    signal,
    most: LINES_NAMED,
  });
  if (unchanged === 0) throw new NotTheFile(problem);
  const behind: Notice = {
    kind: 'rowsLeftBehind',
    runId: record.id,
    problem,
    needsOldFile: true,
    kept,
    unchanged,
    count: left,
    firstLines: firstLeft,
  };
  const notices: readonly Notice[] = [
    ...(left > 0 ? [behind] : []),
    ...(corrected + added > 0 ? [{ kind: 'noPartOfRun', corrected, added } as const] : []),
  ];
  const source: RowSource = { isOther: true, rows: (...reading) => input.rows(...reading) };
  return { source, toDo: kept + unchanged, leftBehind: left, notices };
}

function severalIn({ problems }: UsageError): readonly string[] | undefined {
  return problems.length > 1 ? problems : undefined;
}

/** Rows would be made up in another way than those that were sent. */
class OtherRows extends UsageError {}

/** The input is gone, or another one. */
class NotTheFile extends UsageError {}

async function openInputAgain(
  record: RunRecord,
  saidNow: SaidNow,
  { stdin, signal }: { readonly stdin: NodeJS.ReadableStream; readonly signal: AbortSignal },
): Promise<{ readonly request: RunRequest; readonly input: Input }> {
  const request = await restoreRequest(record, saidNow);
  refuseOtherRows(record, request);
  try {
    const input = await openInput({ ...inputOptions(request, stdin, signal), digest: record.digest });
    return { request, input };
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
