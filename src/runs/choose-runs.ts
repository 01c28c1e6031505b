import { storedMakeup } from '../config/stored-request.ts';
import { INVITATION_MS } from '../core/invitation-life.ts';
import type { RunRecord } from '../core/ledger-records.ts';
import { isSimulatedAccount } from '../core/simulated-account.ts';
import { type CountedRun, isUnfinished } from './open-runs.ts';
import { touchedAt } from './touched-at.ts';

/** Why a run, or all of it but what waits for an invitation, is not gone on with. */
type Overtaken =
  /** A later run began with the very same rows. */
  | { readonly kind: 'superseded'; readonly by: string }
  /** Nobody has touched it since (ms since the epoch). */
  | { readonly kind: 'old'; readonly since: number }
  /** It died before anything was sent. */
  | { readonly kind: 'unbegun' };

export type ChosenRuns = {
  /** The oldest first. */
  readonly chosen: readonly (CountedRun & { readonly waitingOnly: boolean })[];
  /** `waitingOnly`: what waits for an invitation is taken up all the same. */
  readonly overtaken: readonly {
    readonly id: string;
    readonly why: Overtaken;
    readonly waitingOnly: boolean;
  }[];
};

/**
 * The runs that may be gone on with unasked.
 * @param overviews every run, the newest first
 * @param maxAgeMs how long ago somebody must have touched a run, at most
 */
export function chooseRuns(overviews: readonly CountedRun[], maxAgeMs: number, now: number): ChosenRuns {
  const chosen: ChosenRuns['chosen'][number][] = [];
  const overtaken: ChosenRuns['overtaken'][number][] = [];
  for (const overview of overviews.toReversed()) {
    const { record, counts } = overview;
    const ageMs = now - touchedAt(record);
    if (isUnbegun(record) && ageMs <= maxAgeMs) {
      overtaken.push({ id: record.id, why: { kind: 'unbegun' }, waitingOnly: false });
    }
    if (!isUnfinished(overview)) continue;
    const why = whyOvertaken(overview, overviews, maxAgeMs, now);
    const waits = counts.awaitingInvitation > 0 && ageMs <= Math.max(maxAgeMs, INVITATION_MS);
    if (why) overtaken.push({ id: record.id, why, waitingOnly: waits });
    if (!why) chosen.push({ ...overview, waitingOnly: false });
    else if (waits) chosen.push({ record, counts: { ...counts, open: 0, deferred: 0 }, waitingOnly: true });
  }
  return { chosen, overtaken };
}

function whyOvertaken(
  { record, counts }: CountedRun,
  overviews: readonly CountedRun[],
  maxAgeMs: number,
  now: number,
): Overtaken | undefined {
  const since = touchedAt(record);
  const onlyWaits = counts.open + counts.deferred === 0;
  const later = overviews.find(
    (other) => other.record.number > record.number && isTwin(other.record, record),
  );
  if (later && !onlyWaits) return { kind: 'superseded', by: later.record.id };
  const limitMs = onlyWaits ? Math.max(maxAgeMs, INVITATION_MS) : maxAgeMs;
  return now - since > limitMs ? { kind: 'old', since } : undefined;
}

/** Whether a run that has got past its checks has the very same rows. */
function isTwin(other: RunRecord, record: RunRecord): boolean {
  return (
    other.account === record.account &&
    other.status !== 'checking' &&
    other.digest === record.digest &&
    JSON.stringify(storedMakeup(other)) === JSON.stringify(storedMakeup(record))
  );
}

function isUnbegun({ account, status }: RunRecord): boolean {
  return status === 'checking' && !isSimulatedAccount(account);
}
