import type { StopReason } from '../core/stop-reason.ts';
import type { ActionName, Outcome } from '../core/vocabulary.ts';
import { meetsEveryRow } from '../core/zoom-codes.ts';
import type { ZoomError } from '../core/zoom-error.ts';
import type { Stop } from './stop.ts';

/** The same refusal so often in a row, and no success between, is no accident of some rows. */
const REFUSALS = 20;
/** Rows that got no answer at all, try after try. */
const FAILURES = 40;

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
      if (this.#failures >= FAILURES) this.#break({ rows: FAILURES, message: error.message });
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
    if (count >= REFUSALS) this.#break({ rows: REFUSALS, action, message: error.message });
  }

  #break(reason: Omit<Extract<StopReason, { kind: 'breaker' }>, 'kind'>): void {
    this.#stop.stop({ kind: 'breaker', ...reason });
  }
}

function isSystemic({ kind, status, code, message }: ZoomError): boolean {
  return kind === 'rejected' && (status === 403 || meetsEveryRow(code, message));
}
