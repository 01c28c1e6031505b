import { DamagedLedger } from '../core/damaged-ledger.ts';
import type { RunEvent } from '../core/events.ts';
import { INVITATION_MS } from '../core/invitation-life.ts';
import type { StopReason } from '../core/stop-reason.ts';
import { brokenBy, SystemFailure } from '../core/system-failure.ts';
import { UsageError } from '../core/usage-error.ts';
import type { Attempt } from '../core/zoom-api.ts';
import { performRows } from '../engine/perform-rows.ts';
import { Stopped } from '../engine/stop.ts';
import { AttemptTally } from '../report/attempt-tally.ts';
import { describeStop } from '../report/describe-stop.ts';
import type { EndedRun } from '../report/run-report.ts';
import { sleep } from '../support/sleep.ts';
import { finishRun } from './finish-run.ts';
import type { RequestCounter } from './open-connection.ts';
import { openContext } from './open-context.ts';
import { RunClock } from './run-clock.ts';
import type { RunLog } from './run-log.ts';
import type { Session } from './session.ts';
import { SessionRecord } from './session-record.ts';

/** Requests that were made, and the time that they took in ms. */
export type Effort = { readonly tally: AttemptTally; readonly ms: number };

/** A computer that sleeps must not make a long wait longer. */
const LONGEST_NAP_MS = 30_000;

/** Zoom's clocks may differ a little, and would count what comes too early to the day before. */
const CLOCK_MARGIN_MS = 2_000;

/**
 * Sends what is to be sent of a run whose rows are on record and whose guards have let it pass, and writes the report,
 * whatever happens on the way.
 * @param checked for the progress: how many rows there are, how many of them are invalid, how many others are done already
 * @param effort what the session has taken already to read the account
 */
export async function sendRows(
  session: Session,
  log: RunLog,
  checked: Omit<Extract<RunEvent, { type: 'checked' }>, 'type'>,
  { tally, ms }: Effort = { tally: new AttemptTally(), ms: 0 },
): Promise<EndedRun> {
  const { stop, listen } = session.operator;
  const clock = new RunClock({ tell: (notice) => emit({ type: 'notice', notice }) });
  // An earlier session may have begun the run when the clock was ahead.
  const now = () => Math.max(session.record.startedAt, clock.now());
  const usedUp = new Map<string, number>();
  let hasSent = false;
  const emit = (event: RunEvent) => {
    tally.follow(event, performance.now());
    if (event.type === 'attempt') hasSent ||= !isUnsent(event.attempt);
    if (event.type === 'quotaUsedUp') usedUp.set(event.quota, Date.parse(event.resumeAfter));
    log.listen(event);
    listen(event);
  };
  stop.onStop((reason) => emit({ type: 'stop', reason }));
  // A full disk shows here first; what cannot be recorded must not be sent.
  log.onFailure((error) =>
    stop.stop(
      error instanceof SystemFailure
        ? brokenBy(error)
        : { kind: 'broken', message: `the log cannot be written: ${error.message}` },
    ),
  );
  emit({ type: 'checked', ...checked });
  const soFar = new SessionRecord(session.held, session.record, tally, now, ms);
  let heldBack: StopReason | undefined;
  try {
    heldBack = await sendByDays(session, emit, clock, usedUp, {
      watch: (zoom) => soFar.watch(zoom),
      onSignIn: () => {
        tally.addSignIn();
        void soFar.keep();
      },
    });
    // Whoever took the account may have had a clock that nobody could go by.
    if (clock.latestZoomNow() !== undefined) await session.held.forgetKept(clock.zoomNow() - INVITATION_MS);
  } catch (error) {
    log.error(error, 'the run broke');
    // A run that nobody stopped would pass for one that is through.
    stop.stop(brokenBy(error));
  }
  await soFar.end();
  const { held, record, isFirst } = session;
  const unusable = stop.reason?.kind === 'unusable' && !hasSent ? describeStop(stop.reason) : undefined;
  if (unusable !== undefined && isFirst) {
    await held.deleteRun(record);
    throw new UsageError(`${unusable} Nothing was sent.`);
  }
  const end = {
    stop: stop.reason ?? heldBack,
    counts: tally.counts,
    finishedAt: now(),
    activeMs: soFar.activeMs,
    resumeAfter: latest(usedUp),
  };
  const ended = await finishRun(session, end, session.operator.own, clock.zoomNow()).catch(
    (error: unknown) => {
      throw error instanceof DamagedLedger ? error.afterSending() : error;
    },
  );
  if (unusable !== undefined) throw new UsageError(`${unusable} Nothing was sent.`);
  return ended;
}

/** Whether a request did not leave. */
function isUnsent({ error }: Attempt): boolean {
  return error === 'unusable' || error === 'unreachable';
}

/**
 * One pass over the rows, and with `--on-quota wait` one more for each day that must be waited for.
 * @returns why rows of the last pass were held back while others went on
 */
async function sendByDays(
  session: Session,
  emit: (event: RunEvent) => void,
  clock: RunClock,
  usedUp: Map<string, number>,
  counter: RequestCounter,
): Promise<StopReason | undefined> {
  const { settings, operator, source } = session;
  const { signal } = operator.stop;
  const { context, restMs, concurrency, close } = openContext(session, emit, counter, clock);
  try {
    // A run of the account that has just ended, or died, may have sent its last call a moment ago.
    await sleep(restMs, signal);
    for (;;) {
      const pass = context();
      const left = await performRows(source, concurrency, pass);
      const until = latest(usedUp);
      if (settings.onQuota !== 'wait' || until === undefined || signal.aborted) {
        return pass.services.breaker.heldBack ?? left;
      }
      usedUp.clear();
      const waitMs = until + CLOCK_MARGIN_MS - clock.zoomNow();
      emit({ type: 'waiting', until: new Date(until).toISOString(), waitMs });
      await sleepUntil(until + CLOCK_MARGIN_MS, clock, signal);
    }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    return undefined;
  } finally {
    await close();
  }
}

function latest(usedUp: ReadonlyMap<string, number>): number | undefined {
  return usedUp.size === 0 ? undefined : Math.max(...usedUp.values());
}

/** @param moment ms since the epoch, by Zoom's clock */
async function sleepUntil(moment: number, clock: RunClock, signal: AbortSignal): Promise<void> {
  for (;;) {
    const leftMs = moment - clock.zoomNow();
    if (leftMs <= 0) return;
    await sleep(Math.min(leftMs, LONGEST_NAP_MS), signal);
    clock.wakeUp();
  }
}
