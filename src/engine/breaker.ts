import type { Outcome } from '../core/outcome.ts';
import type { ActionName } from '../core/task.ts';
import type { ZoomError } from '../core/zoom-api.ts';
import type { Stop } from './stop.ts';

/** The same refusal so often in a row, and no success between, is no accident of some rows. */
const REFUSALS = 20;
/** Rows that got no answer at all, try after try. */
const FAILURES = 40;

/** Zoom's codes for what no further row of the same action can get round: rights, seats, features of the account. */
const SYSTEMIC_CODES = new Set([2002, 2016, 2032, 2033, 2034, 2035, 2038, 3412]);
const SYSTEMIC_MESSAGE =
  /no permission|no privilege|only an account administrator|has been denied for this account/i;

/** Stops the run when row after row is refused for a reason that lies in the account, instead of sending thousands. */
export class Breaker {
  readonly #stop: Stop;
  readonly #streaks = new Map<ActionName, { reason: string; count: number }>();
  #failures = 0;

  constructor(stop: Stop) {
    this.#stop = stop;
  }

  /** A row of this action went as asked. */
  passed(action: ActionName): void {
    this.#streaks.delete(action);
    this.#failures = 0;
  }

  /** A row of this action ended with an error. */
  refused(action: ActionName, outcome: Outcome, error: ZoomError): void {
    if (outcome === 'failed' || outcome === 'unknown') {
      this.#failures++;
      if (this.#failures >= FAILURES) this.#break(error, `${FAILURES} rows in a row got no answer`);
      return;
    }
    this.#failures = 0;
    if (!isSystemic(error)) {
      this.#streaks.delete(action);
      return;
    }
    const reason = `${error.status} ${error.code}`;
    const streak = this.#streaks.get(action);
    const count = streak?.reason === reason ? streak.count + 1 : 1;
    this.#streaks.set(action, { reason, count });
    if (count >= REFUSALS) this.#break(error, `${REFUSALS} ${action} rows in a row`);
  }

  #break(error: ZoomError, what: string): void {
    this.#stop.stop({ kind: 'breaker', message: `${what}: ${error.message}` });
  }
}

function isSystemic({ kind, status, code, message }: ZoomError): boolean {
  if (kind !== 'rejected') return false;
  return status === 403 || (code !== undefined && SYSTEMIC_CODES.has(code)) || SYSTEMIC_MESSAGE.test(message);
}
