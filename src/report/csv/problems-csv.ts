import type { Problem } from '../../core/problem.ts';
import { describeProblems } from '../describe-problems.ts';
import { WholeFile } from '../whole-file.ts';
import { csvCell } from './csv-cell.ts';

/** A row of a roster that nothing was made of. */
export type ProblemRow = {
  readonly line: number;
  readonly user: string;
  readonly problems: readonly Problem[];
};

/** Writes roster-problems.csv: what is wrong with which row of a roster. It is there as a whole, or not at all. */
export async function writeProblemsCsv(path: string, rows: Iterable<ProblemRow>): Promise<void> {
  await using file = await WholeFile.open(path);
  const lines = ['line,user,problem'];
  for (const { line, user, problems } of rows) {
    lines.push([String(line), csvCell(user), csvCell(describeProblems(problems))].join(','));
  }
  await file.write(`${lines.join('\n')}\n`);
  await file.complete();
  await file.putInPlace();
}
