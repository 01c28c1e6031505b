import type { Access } from '../config/credentials.ts';
import type { PlanName } from '../core/labels.ts';
import { type CheckedRow, type Task, userKeys } from '../core/task.ts';
import type { RowSource } from '../engine/register.ts';

export type SimulatedAccount = {
  readonly access: Access;
  readonly source: RowSource;
  /** Users that the account had before the run. */
  seeded(): number;
  close(): Promise<void>;
};

/** About what Zoom takes for a call from one country to another. */
const LATENCY_MS = [40, 120] as const;

/**
 * An account that lives in this process, for `--simulate`. It already has the users whom the input changes but does not
 * create, as a real account would; else every such row would only say `not_found`.
 */
export async function openSimulatedAccount(
  source: RowSource,
  plan: PlanName,
  runId: string,
): Promise<SimulatedAccount> {
  // Loaded here, since a run that meets the real account has no use for it.
  const { Simulator } = await import('../simulator/simulator.ts');
  const simulator = await Simulator.start({ plan, latencyMs: LATENCY_MS, journalLimit: 0 });
  const known = new Set<string>();
  let seeded = 0;
  const seed = (task: Task) => {
    const keys = userKeys(task);
    const isKnown = keys.some((key) => known.has(key));
    for (const key of keys) known.add(key);
    if (isKnown) return;
    if (task.action.endsWith('reate')) return;
    const email = task.email ?? `user-${seeded + 1}@simulated.example`;
    const status = task.action === 'activate' ? 'inactive' : 'active';
    simulator.seed({ email, status, ...(task.userId !== undefined && { id: task.userId }) });
    seeded++;
  };
  return {
    access: {
      credentials: {
        kind: 'serverToServer',
        accountId: String(simulator.env.ZOOM_ACCOUNT_ID),
        clientId: String(simulator.env.ZOOM_CLIENT_ID),
        clientSecret: String(simulator.env.ZOOM_CLIENT_SECRET),
        oauthUrl: simulator.oauthUrl,
      },
      account: `${SIMULATED}${runId}`,
      apiUrl: simulator.apiUrl,
    },
    source: {
      async *rows(signal: AbortSignal): AsyncGenerator<readonly CheckedRow[]> {
        for await (const batch of source.rows(signal)) {
          for (const row of batch) if (row.kind === 'task') seed(row.task);
          yield batch;
        }
      },
    },
    seeded: () => seeded,
    close: () => simulator.close(),
  };
}

/** How the names of simulated accounts begin in the ledger; each run has its own, gone when the run ends. */
const SIMULATED = 'simulated:';

export function isSimulated(account: string): boolean {
  return account.startsWith(SIMULATED);
}
