import { alignTable } from './layout.ts';
import { describeCount, describeDuration } from './wording.ts';

/** A run as `zoom-provision runs` lists it. */
export type ListedRun = {
  readonly id: string;
  readonly status: string;
  readonly input: string;
  readonly started_at: string;
  readonly rows: number;
  readonly not_sent: number;
  readonly deferred: number;
  readonly held_back: number;
  /** Its account is gone, so there is nothing to go on with. */
  readonly simulated: boolean;
  readonly continue_with: string | null;
};

/** The runs as a table, and below it how to go on with those that have something left to do. */
export function describeRuns(runs: readonly ListedRun[], now: number): string {
  if (runs.length === 0) return 'There are no runs in the ledger yet.';
  const table = alignTable(
    [
      ['run', 'state', 'age', 'rows', 'left', 'input'],
      ...runs.map((run) => [
        run.id,
        // In the ledger only a run that is going on, or one that died, has no end.
        run.status === 'checking' || run.status === 'running' ? 'no end recorded' : run.status,
        describeDuration(Math.max(0, now - Date.parse(run.started_at)) / 1000),
        describeCount(run.rows),
        left(run),
        run.input,
      ]),
    ],
    [3],
  );
  const next = runs.flatMap(({ continue_with }) => (continue_with ? [`  ${continue_with}`] : []));
  return [...table, ...(next.length > 0 ? ['', 'To go on with what is left:', ...next] : [])].join('\n');
}

function left({ not_sent, deferred, held_back, simulated }: ListedRun): string {
  if (simulated) return 'simulated';
  const parts = [
    not_sent > 0 ? `${describeCount(not_sent)} not sent` : '',
    deferred > 0 ? `${describeCount(deferred)} deferred` : '',
    held_back > 0 ? `${describeCount(held_back)} until accepted` : '',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : 'nothing';
}
