import { ACTIONS } from '../actions/index.ts';
import { checkGuards } from '../engine/guards.ts';
import type { InputTotals } from '../engine/input-totals.ts';
import { Protection } from '../engine/protection.ts';
import { register } from '../engine/register.ts';
import { type Compared, compareWithAccount } from './compare-with-account.ts';
import { guardLimits } from './guard-limits.ts';
import type { Plan } from './plan-file.ts';
import { refuseInvalid } from './refuse-invalid.ts';
import { beginLog, openRunLog, type RunLog } from './run-log.ts';
import type { Session } from './session.ts';
import { tellAccountName } from './tell-account-name.ts';
import { warnOfUnmet } from './warn-of-unmet.ts';

/** What is known before the first look at the rows. */
export type Known = {
  /** What the run is to carry out, and nothing else. */
  readonly plan?: Plan | undefined;
  /** Of the account, where it was read already. */
  readonly activeUsers?: number | undefined;
};

type Checked = {
  /** Of the rows that are left to be sent, and of those that are invalid. */
  readonly totals: InputTotals;
  readonly log: RunLog;
  readonly rows: number;
  /** Absent when the account was not read. */
  readonly compared?: Compared;
};

/**
 * The first pass and the guards, up to the log, from where on requests may be sent. A run that does not get past them
 * leaves nothing behind in the ledger.
 */
export async function checkInput(session: Session, { plan, activeUsers }: Known): Promise<Checked> {
  const { settings, operator, source, digester, held, record } = session;
  const { signal } = operator.stop;
  try {
    const protection = new Protection(settings.protect);
    const { onExists } = settings;
    const rules = { actions: ACTIONS, protection, onExists, digester, signal };
    const found = await register(source, held.rows(record), rules);
    // A sync leaves out whom it protects before.
    if (activeUsers === undefined) warnOfUnmet(found, operator.listen);
    if (settings.onInvalid === 'fail') refuseInvalid(found);
    const reads = plan !== undefined || settings.skipUnchanged;
    const compared = reads ? await compareWithAccount(session, plan) : undefined;
    const totals = compared?.totals ?? found;
    checkGuards(totals, guardLimits(settings), compared?.activeUsers ?? activeUsers);
    await tellAccountName(session);
    await operator.consent(totals);
    signal.throwIfAborted();
    const log = await beginLog(openRunLog(record, settings, operator.own), 'the run begins', {
      version: record.version,
      input: record.input,
      plan: record.plan,
      account: held.account,
    });
    try {
      await held.beginRun(record);
    } catch (error) {
      await log.close();
      throw error;
    }
    return { totals, log, rows: found.rows, ...(compared && { compared }) };
  } catch (error) {
    // Why it ends here is what is to be said, whatever else fails.
    await held.deleteUnbegun(record).catch(() => undefined);
    throw error;
  }
}
