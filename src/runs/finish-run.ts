import type { RunEnd, RunRecord } from '../core/ledger-records.ts';
import { addRunCounts } from '../core/run-counts.ts';
import { isSimulatedAccount } from '../core/simulated-account.ts';
import type { StopReason } from '../core/stop-reason.ts';
import type { RunStatus } from '../core/summary.ts';
import { brokenBy, SystemFailure } from '../core/system-failure.ts';
import type { EndedRun } from '../report/run-report.ts';
import type { OwnParts } from './own-parts.ts';
import type { Session } from './session.ts';
import { writeReport } from './write-report.ts';

type FinishedSession = Partial<Pick<Session, 'settings'>> &
  Pick<Session, 'ledger' | 'held' | 'record' | 'waitingOnly' | 'leftBehind' | 'input'>;

/**
 * Records the end of a session and writes the report of the whole run from the ledger.
 * @param now ms since the epoch, by Zoom's clock, which says whether there is still something to be waited for
 * @throws {SystemFailure} when the ledger cannot even be read, so that nobody knows how the run stands
 */
export async function finishRun(
  session: FinishedSession,
  end: Omit<RunEnd, 'status'>,
  own?: OwnParts,
  now = end.finishedAt,
): Promise<EndedRun> {
  try {
    return await endAndReport(session, end, now, own);
  } catch (error) {
    if (!(error instanceof SystemFailure)) throw error;
    const { id } = session.record;
    const more = `What was done until then is recorded: \`zoom-provision report ${id}\` says what, and \`zoom-provision resume ${id}\` goes on.`;
    throw new SystemFailure(error.fault, { cause: error, more });
  }
}

async function endAndReport(
  { settings, ledger, held, record, waitingOnly, leftBehind = 0, input }: FinishedSession,
  reached: Omit<RunEnd, 'status'>,
  now: number,
  own?: OwnParts,
): Promise<EndedRun> {
  let end = reached;
  const { open, deferred, awaitingInvitation, reportedDeferred } = await ledger.count(record);
  let status = statusOf(end.stop, reportedDeferred, leftBehind > 0 && open > 0);
  const known = end.resumeAfter ?? record.resumeAfter;
  const resumeAfter = deferred > 0 && known !== undefined && known > now ? known : undefined;
  try {
    // Else an old run would be fresh again for `resume --all`, with all that it has left.
    const touchedAt = waitingOnly ? (record.finishedAt ?? record.startedAt) : end.finishedAt;
    const isSettled = open + deferred + awaitingInvitation === 0;
    await held.endRun(record, { ...end, status, resumeAfter, finishedAt: touchedAt, isSettled });
    // Nobody will go on with it.
    if (isSimulatedAccount(record.account)) await held.forgetKept(Number.MAX_SAFE_INTEGER);
  } catch (error) {
    // A ledger that cannot be written can perhaps be read: a report is better than none.
    if (end.stop?.kind !== 'broken' && !(error instanceof SystemFailure)) throw error;
    end = { ...end, stop: end.stop ?? brokenBy(error) };
    status = statusOf(end.stop, reportedDeferred, false);
  }
  const ended: RunRecord = {
    ...record,
    ...end,
    status,
    resumeAfter,
    activeMs: record.activeMs + Math.round(end.activeMs),
    counts: addRunCounts(record.counts, end.counts),
  };
  return writeReport(ledger, ended, record.outDir, { own, input, reportFormat: settings?.reportFormat });
}

function statusOf(stop: StopReason | undefined, deferred: number, isCutShort: boolean): RunStatus {
  if (stop) return stop.kind === 'signal' || stop.kind === 'aborted' ? 'interrupted' : 'stopped';
  if (isCutShort) return 'stopped';
  return deferred > 0 ? 'deferred' : 'completed';
}
