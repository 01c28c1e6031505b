import type { Ledger } from '../core/ledger.ts';
import type { RunRecord } from '../core/ledger-records.ts';
import type { RunningProcess, StopReason } from '../core/stop-reason.ts';

/** How a run stands: its lock tells one that goes on from one that died. */
export type RunState =
  | { readonly kind: 'ended' }
  | { readonly kind: 'crashed' }
  | ({ readonly kind: 'underWay' } & RunningProcess);

export async function stateOf(ledger: Ledger, { id, account, status }: RunRecord): Promise<RunState> {
  if (status !== 'checking' && status !== 'running') return { kind: 'ended' };
  const holder = await ledger.holder(account);
  if (holder?.runId !== id) return { kind: 'crashed' };
  const { pid, host, since } = holder;
  return { kind: 'underWay', pid, host, since };
}

/** Why rows of a run are not done, which the ledger says only of one that has ended. */
export async function stopOf(ledger: Ledger, record: RunRecord): Promise<StopReason | undefined> {
  const state = await stateOf(ledger, record);
  return state.kind === 'ended' ? record.stop : state;
}
