import type { ChosenRuns } from '../runs/choose-runs.ts';

/** Why a run is not gone on with unasked, in a line. */
export function describeOvertaken({ id, why, waitingOnly }: ChosenRuns['overtaken'][number]): string {
  if (why.kind === 'unbegun') {
    return `Run ${id} has nothing to resume: it died while its input was being checked, and nothing was sent.`;
  }
  const what = waitingOnly
    ? `Of run ${id} only what waits for an invitation is taken up`
    : `Run ${id} is passed over`;
  const reason =
    why.kind === 'superseded'
      ? `run ${why.by} began later with the very same rows`
      : `nobody has touched it since ${new Date(why.since).toISOString()}`;
  const advice = why.kind === 'old' ? ', or give a longer --max-age' : '';
  return `${what}: ${reason}. If all of it is still wanted: zoom-provision resume ${id}${advice}.`;
}
