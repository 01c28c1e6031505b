import { describeProblems } from '../describe-problems.ts';
import type { SyncReport } from '../sync-report.ts';

/** What a sync has found out, as `--json` has it under `sync`. */
export function syncJson({ actionsFile, problemsFile, refusal, problems, ...report }: SyncReport): object {
  return {
    ...report,
    actions_file: actionsFile,
    problems: {
      count: problems.count,
      first: problems.first.map(({ line, user, problems: all }) => ({
        line,
        user,
        problem: describeProblems(all),
      })),
    },
    problems_file: problemsFile ?? null,
    refusal: refusal ?? null,
  };
}
