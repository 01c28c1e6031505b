import { Readable } from 'node:stream';
import { ACTIONS } from '../../src/actions/index.ts';
import type { CheckedRow, Task } from '../../src/core/task.ts';
import { type Input, type InputOptions, openInput } from '../../src/input/open-input.ts';
import { describeProblems } from '../../src/report/describe-problems.ts';

export type ReadOptions = Omit<InputOptions, 'source' | 'actions'>;

/** Opens a text, or bytes, as they would come from standard input. */
export function openBytes(content: string | Buffer, options: ReadOptions = {}): Promise<Input> {
  const source = { stdin: Readable.from([Buffer.from(content)]) };
  return openInput({ ...options, source, actions: ACTIONS });
}

export async function collect(input: Input): Promise<CheckedRow[]> {
  const rows: CheckedRow[] = [];
  for await (const batch of input.rows(new AbortController().signal)) rows.push(...batch);
  return rows;
}

export async function readInput(content: string | Buffer, options?: ReadOptions): Promise<CheckedRow[]> {
  const input = await openBytes(content, options);
  try {
    return await collect(input);
  } finally {
    await input.close();
  }
}

/** The tasks of an input in which every row must be valid. */
export async function readTasks(content: string | Buffer, options?: ReadOptions): Promise<Task[]> {
  return (await readInput(content, options)).map((row) => {
    if (row.kind === 'invalid') throw new Error(`line ${row.line}: ${describeProblems(row.problems)}`);
    return row.task;
  });
}

/** A line for each row: `3 ok ann@example.com` or `4 update ann@example.com | dept: …`. */
export async function summarize(content: string | Buffer, options?: ReadOptions): Promise<string[]> {
  return (await readInput(content, options)).map(summarizeRow);
}

function summarizeRow(row: CheckedRow): string {
  if (row.kind === 'task') return `${row.line} ok ${row.task.user}`;
  return `${row.line} ${row.action || '-'} ${row.user || '-'} | ${describeProblems(row.problems)}`;
}

/** The message with which the input as a whole is refused. */
export async function refusal(content: string | Buffer, options?: ReadOptions): Promise<string> {
  const error: unknown = await openBytes(content, options).then(
    async (input) => {
      await input.close();
      throw new Error('the input was not refused');
    },
    (reason) => reason,
  );
  if (error instanceof Error && error.name === 'UsageError') return error.message;
  throw error;
}
