import { ACTIONS } from '../actions/index.ts';
import { checkGuards } from '../engine/guards.ts';
import type { InputTotals } from '../engine/input-totals.ts';
import { Protection } from '../engine/protection.ts';
import { register } from '../engine/register.ts';
import { guardLimits } from './guard-limits.ts';
import { beginLog, openRunLog, type RunLog } from './run-log.ts';
import type { Session } from './session.ts';
import { tellAccountName } from './tell-account-name.ts';
import { warnOfUnmet } from './warn-of-unmet.ts';

/**
 * The first pass and the guards, up to the log, from where on requests may be sent. A run that does not get past them
 * leaves nothing behind in the ledger.
 */
export async function checkInput(
  session: Session,
): Promise<{ readonly totals: InputTotals; readonly log: RunLog }> {
  const { settings, operator, source, digester, held, record } = session;
  const { signal } = operator.stop;
  try {
    const protection = new Protection(settings.protect);
    const { onExists } = settings;
    const rules = { actions: ACTIONS, protection, onExists, digester, signal };
    const totals = await register(source, held.rows(record), rules);
    warnOfUnmet(totals, operator.listen);
    checkGuards(totals, guardLimits(settings));
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
    return { totals, log };
  } catch (error) {
    // Why it ends here is what is to be said, whatever else fails.
    await held.deleteUnbegun(record).catch(() => undefined);
    throw error;
  }
}
