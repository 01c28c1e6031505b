import { isSimulatedAccount } from '../core/simulated-account.ts';
import type { ListedRun } from '../report/terminal/describe-runs.ts';
import { isUnfinished, type RunOverview } from './open-runs.ts';

/** A run as `runs --json` has it. */
export function listedRun(overview: RunOverview): ListedRun {
  const { record, counts, state } = overview;
  const goesOn = state.kind === 'underWay';
  return {
    id: record.id,
    status: state.kind === 'crashed' ? 'crashed' : record.status,
    account: record.account,
    input: record.input,
    plan: record.plan,
    started_at: isoTime(record.startedAt),
    last_seen_at: isoTime(record.finishedAt ?? record.seenAt ?? record.startedAt),
    rows: counts.rows,
    not_sent: counts.open,
    deferred: counts.deferred,
    held_back: counts.awaitingInvitation,
    invalid: counts.invalid,
    simulated: isSimulatedAccount(record.account),
    under_way: goesOn ? { pid: state.pid, host: state.host, since: isoTime(state.since) } : null,
    continue_with: !goesOn && isUnfinished(overview) ? `zoom-provision resume ${record.id}` : null,
  };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
