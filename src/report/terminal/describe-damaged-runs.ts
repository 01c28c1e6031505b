import { oneLine } from '../../support/visible.ts';

/** Which runs cannot be used, since what the ledger has on record of them is damaged. */
export function describeDamagedRuns(runs: readonly { readonly id: string }[]): string {
  const ids = oneLine(runs.map(({ id }) => id).join(', '));
  const [which, it] = runs.length === 1 ? ['run', 'it'] : ['the runs', 'them'];
  return (
    `What the ledger has on record of ${which} ${ids} is damaged, so nobody can report on ${it} or go on with ${it}: put back a copy ` +
    `of the ledger, or \`zoom-provision runs --forget <run-id>\` forgets ${runs.length === 1 ? 'it' : 'one of them'}.`
  );
}
