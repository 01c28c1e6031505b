import type { DatabaseSync } from 'node:sqlite';
import { ACTIONS } from '../actions/index.ts';
import type { Access } from '../config/credentials.ts';
import type { Settings } from '../config/options.ts';
import type { Listener, RunEvent } from '../core/events.ts';
import { BlockedUsers } from '../engine/blocked-users.ts';
import { Breaker } from '../engine/breaker.ts';
import { DayQuotas } from '../engine/day-quotas.ts';
import { provision } from '../engine/perform-rows.ts';
import type { Protection } from '../engine/protection.ts';
import type { RowSource } from '../engine/register.ts';
import { type Stop, Stopped } from '../engine/stop.ts';
import { InvitationStore } from '../ledger/sqlite/invitation-store.ts';
import { QuotaStore } from '../ledger/sqlite/quota-store.ts';
import type { RowStore } from '../ledger/sqlite/row-store.ts';
import type { RunRecord } from '../ledger/sqlite/run-store.ts';
import { LimiterWatch } from '../report/limiter-watch.ts';
import { Tally } from '../report/summary.ts';
import { sleep } from '../support/sleep.ts';
import { ENDPOINTS } from '../zoom/endpoints.ts';
import { PLANS } from '../zoom/plans.ts';
import { finishRun, type RunResult } from './finish-run.ts';
import { openZoom } from './open-zoom.ts';
import type { RunLog } from './run-log.ts';

/** A run that may send: its rows are on record, its guards have let it pass, its lock is held. */
export type Session = {
  readonly settings: Settings;
  readonly version: string;
  readonly access: Access;
  readonly source: RowSource;
  readonly database: DatabaseSync;
  readonly record: RunRecord;
  readonly rows: RowStore;
  readonly protection: Protection;
  readonly stop: Stop;
  readonly log: RunLog;
  readonly listen: Listener;
  /** For the progress: how many rows there are, how many of them are invalid, how many others are done already. */
  readonly checked: Omit<Extract<RunEvent, { type: 'checked' }>, 'type'>;
};

/** Rows in hand at most when nothing else is said: what the plan's limits let through in five seconds. */
const SECONDS_IN_HAND = 5;

/** A clock that is set, or a computer that sleeps, must not make a long wait longer. */
const LONGEST_NAP_MS = 30_000;

/** Zoom's clock may be a little behind, and would count what comes too early to the day before. */
const CLOCK_MARGIN_MS = 2_000;

/** Sends what is to be sent and writes the report, whatever happens on the way. */
export async function runSession(session: Session): Promise<RunResult> {
  const { stop, log, listen, database, record, rows } = session;
  const startedAt = performance.now();
  const tally = new Tally();
  const limiters = new LimiterWatch();
  const usedUp = new Map<string, number>();
  let signIns = 0;
  const emit = (event: RunEvent) => {
    if (event.type === 'attempt') tally.addAttempt(event.line, event.attempt);
    if (event.type === 'row') tally.add(event.result);
    if (event.type === 'quotaUsedUp') usedUp.set(event.quota, Date.parse(event.resumeAfter));
    limiters.follow(event, performance.now());
    log.listen(event);
    listen(event);
  };
  stop.onStop((reason) => emit({ type: 'stop', reason }));
  // A full disk shows here first; what cannot be recorded must not be sent.
  log.onFailure(({ message }) =>
    stop.stop({ kind: 'broken', message: `the log cannot be written: ${message}` }),
  );
  emit({ type: 'checked', ...session.checked });
  try {
    await sendRows(session, emit, usedUp, () => signIns++);
  } catch (error) {
    log.error(error, 'the run broke');
  }
  const { per_second: perSecond, daily, concurrent } = tally.rateLimited;
  return finishRun(database, record, rows, {
    stop: stop.reason,
    counts: {
      requests: tally.requests + signIns,
      retries: tally.retries,
      perSecond,
      daily,
      concurrent,
      limiters: limiters.uses,
    },
    finishedAt: Date.now(),
    // In whole milliseconds, as the ledger has it: `report` is to say the same.
    activeMs: Math.round(performance.now() - startedAt),
    resumeAfter: latest(usedUp),
  });
}

/** One pass over the rows, and with `--on-quota wait` one more for each day that must be waited for. */
async function sendRows(
  session: Session,
  emit: Listener,
  usedUp: Map<string, number>,
  onSignIn: () => void,
): Promise<void> {
  const { settings, access, database, record, stop, source, version, rows, protection } = session;
  const plan = PLANS[record.plan];
  const concurrency =
    settings.concurrency ?? (plan.perSecond.light + plan.perSecond.medium) * SECONDS_IN_HAND;
  const { credentials, apiUrl, proxies, account } = access;
  const userAgent = `zoom-provision/${version}`;
  const { zoom, close } = openZoom({
    settings,
    plan,
    credentials,
    apiUrl,
    proxies,
    userAgent,
    connections: concurrency,
    stop,
    emit,
    onSignIn,
  });
  const quotas = new DayQuotas({
    store: new QuotaStore(database),
    account,
    plan,
    share: settings.share,
    now: Date.now,
    onUsedUp: (quota, until) =>
      emit({ type: 'quotaUsedUp', quota, resumeAfter: new Date(until).toISOString() }),
  });
  const common = {
    actions: ACTIONS,
    zoom,
    rows,
    quotas,
    labelOf: (endpoint: keyof typeof ENDPOINTS) => ENDPOINTS[endpoint].label,
    invitations: new InvitationStore(database, account),
    stop,
    onExists: settings.onExists,
    protection,
    breaker: new Breaker(stop),
    now: Date.now,
    emit,
  };
  try {
    // A run of the account that has just ended, or died, may have sent its last call a moment ago.
    const slowest = Math.min(...Object.values(plan.perSecond)) * settings.share;
    await sleep(Math.min(1000, 1000 / slowest), stop.signal);
    for (;;) {
      await provision({ source, concurrency, context: { ...common, blocked: new BlockedUsers() } });
      const until = latest(usedUp);
      if (settings.onQuota !== 'wait' || until === undefined || stop.signal.aborted) return;
      usedUp.clear();
      emit({ type: 'waiting', until: new Date(until).toISOString() });
      await sleepUntil(until + CLOCK_MARGIN_MS, stop.signal);
    }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  } finally {
    await close();
  }
}

function latest(usedUp: ReadonlyMap<string, number>): number | undefined {
  return usedUp.size === 0 ? undefined : Math.max(...usedUp.values());
}

async function sleepUntil(moment: number, signal: AbortSignal): Promise<void> {
  for (;;) {
    const leftMs = moment - Date.now();
    if (leftMs <= 0) return;
    await sleep(Math.min(leftMs, LONGEST_NAP_MS), signal);
  }
}
