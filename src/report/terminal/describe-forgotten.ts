import { oneLine } from '../../support/visible.ts';
import { describeLeft, describePlace, type ListedRun } from './describe-runs.ts';
import { describeCount } from './wording.ts';

export type PrunedRuns = {
  readonly days: number;
  readonly forgotten: number;
  /** Kept, since rows are left or they go on. */
  readonly unsettled: readonly ListedRun[];
  /** Kept, since another run of their account goes on. */
  readonly busy: readonly { readonly id: string; readonly account: string }[];
};

/** What came of `runs --prune`: how many runs are forgotten, and which are kept and why. */
export function describePruned({ days, forgotten, unsettled, busy }: PrunedRuns): string {
  const age = `older than ${describeCount(days, 'day')}`;
  const kept = [
    ...unsettled.map((run) => `  ${run.id}  ${whyKept(run)}`),
    ...busy.map(({ id, account }) => `  ${id}  another run of the account ${account} is under way`),
  ];
  return [
    `${describeCount(forgotten, 'settled run')} ${age} forgotten.`,
    ...(kept.length > 0 ? [`${describeCount(kept.length, 'run')} ${age} kept:`, ...kept] : []),
    ...(unsettled.some(({ under_way }) => !under_way)
      ? ['`zoom-provision resume <run-id>` goes on with what is left; `runs --forget <run-id>` forgets it.']
      : []),
  ]
    .map(oneLine)
    .join('\n');
}

function whyKept(run: ListedRun): string {
  return run.under_way ? `under way (${describePlace(run.under_way)})` : describeLeft(run);
}

/** What is lost with a run that is forgotten, without a full stop. */
export function describeLoss(run: ListedRun): string {
  const { id, input, rows, simulated } = run;
  const which = `Run ${id} (${input}, ${describeCount(rows, 'row')})`;
  const left = simulated ? '' : describeLeft(run);
  const loses =
    left === ''
      ? 'has nothing left to do; only its report says what it did, once it is forgotten'
      : `has rows left (${left}), which nothing can send once it is forgotten`;
  return `${which} ${loses} (what it used of a create quota stays counted)`;
}

/** The same of a run whose record is damaged, so that nobody knows what it did. */
export function describeDamagedLoss({ id }: { readonly id: string }): string {
  return `What run ${id} was, and what it has left to do, is damaged on record, and nothing can send it`;
}
