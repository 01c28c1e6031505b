import type { Problem } from '../core/problem.ts';

/** What is wrong with a row, in one line: `Type: "P" is no type; …`. */
export function describeProblems(problems: readonly Problem[]): string {
  return problems.map(describeProblem).join('; ');
}

/** A problem, or a warning, with the column that it is about. */
export function describeProblem({ column, message }: Problem): string {
  return column === undefined ? message : `${column}: ${message}`;
}
