import { ACTIONS } from '../actions/index.ts';
import type { Access } from '../config/credentials.ts';
import type { PlanName } from '../core/labels.ts';
import { simulatedAccountOf } from '../core/simulated-account.ts';
import { type CheckedRow, type Task, userKeys } from '../core/task.ts';
import type { RowSource } from '../engine/register.ts';
import type { SeedUser } from '../simulator/simulator.ts';
import { startSimulatedZoom } from './simulated-zoom.ts';

export type SimulatedAccount = {
  readonly access: Access;
  readonly source: RowSource;
  /** Users that the account had before the run. */
  seeded(): number;
  close(): Promise<void>;
};

/**
 * An account that lives in this process, for `--simulate`. It already has the users whom the input changes but does not
 * create, as a real account would; else every such row would only say `not_found`.
 */
export async function openSimulatedAccount(
  source: RowSource,
  plan: PlanName,
  runId: string,
): Promise<SimulatedAccount> {
  const { simulator, access } = await startSimulatedZoom(plan, simulatedAccountOf(runId));
  const known = new Set<string>();
  let seeded = 0;
  const seed = (who: Pick<SeedUser, 'id' | 'status'> & { readonly email?: string | undefined }) => {
    const keys = userKeys({ ...(who.email && { email: who.email }), ...(who.id && { userId: who.id }) });
    const isKnown = keys.some((key) => known.has(key));
    for (const key of keys) known.add(key);
    if (isKnown) return;
    simulator.seed({ ...who, email: who.email ?? `user-${seeded + 1}@simulated.example` });
    seeded++;
  };
  const prepare = (task: Task) => {
    const { makesUser, newAddress, needsUser, simulatedBefore: status = 'active' } = ACTIONS[task.action];
    const { email, userId: id } = task;
    if (makesUser) for (const key of userKeys(task)) known.add(key);
    else seed({ email, status, ...(id !== undefined && { id }) });
    // By this row somebody gets that address who has another one now.
    for (const key of userKeys({ email: newAddress?.(task) ?? '' })) known.add(key);
    const other = needsUser?.(task);
    if (other !== undefined) seed({ email: other });
  };
  return {
    access,
    source: {
      async *rows(signal, onChange): AsyncGenerator<readonly CheckedRow[]> {
        for await (const batch of source.rows(signal, onChange)) {
          for (const row of batch) if (row.kind === 'task') prepare(row.task);
          yield batch;
        }
      },
    },
    seeded: () => seeded,
    close: () => simulator.close(),
  };
}
