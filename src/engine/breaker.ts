import type { EndpointName } from '../core/endpoints.ts';
import type { StopReason } from '../core/stop-reason.ts';
import type { Outcome } from '../core/vocabulary.ts';
import type { MetBy } from '../core/zoom-codes/zoom-code.ts';
import { zoomCodeOf } from '../core/zoom-codes.ts';
import type { ZoomError } from '../core/zoom-error.ts';
import { withoutParticulars } from '../support/without-particulars.ts';
import { freesLicence, Matter, type PlannedRow } from './matter.ts';
import type { Stop } from './stop.ts';
import { whyRefused } from './why-refused.ts';

/** The same refusal so often in a row, and no success between, is no accident of some rows. */
const REFUSALS = 20;

/** Refusals of one matter, one after the other. */
type Streak = {
  readonly matter: Matter;
  /** Zoom's words, without what differs from row to row. */
  readonly refusal: string;
  count: number;
  /** Why rows of the matter are held back, while they are. */
  hold: StopReason | undefined;
};

/**
 * Holds back rows that would be refused as others were, for a reason that lies in the app or the account, instead of
 * sending thousands; and stops the run when that is every row.
 */
export class Breaker {
  readonly #stop: Stop;
  readonly #onHold: (reason: StopReason) => void;
  readonly #streaks = new Map<string, Streak>();
  /** Calls that the app may not make, or that nobody knows at the address. */
  readonly #calls = new Map<EndpointName, StopReason>();
  /** Who answers at the address is Zoom. */
  #isZoom = false;
  #heldBack: StopReason | undefined;

  /** @param onHold told once for each reason for which rows are held back from then on */
  constructor(stop: Stop, onHold: (reason: StopReason) => void = () => undefined) {
    this.#stop = stop;
    this.#onHold = onHold;
  }

  /** Why rows were held back, if any were: of several reasons rather one that lies in the app. */
  get heldBack(): StopReason | undefined {
    return this.#heldBack;
  }

  /** Why this row is held back; undefined when it can be sent. */
  hold(row: PlannedRow): StopReason | undefined {
    const reason =
      row.calls.map((call) => this.#calls.get(call)).find((known) => known !== undefined) ??
      this.#streaks.values().find(({ matter, hold }) => hold && matter.covers(row))?.hold;
    return reason && this.#noteHeldBack(reason);
  }

  /** A row was performed. */
  passed(row: PlannedRow): void {
    this.answered();
    for (const call of row.calls) this.#calls.delete(call);
    for (const [key, streak] of this.#streaks) {
      if (streak.matter.covers(row)) this.#streaks.delete(key);
      // The next one shows whether it was for them.
      else if (streak.matter.licence && freesLicence(row.task)) {
        streak.count = Math.min(streak.count, REFUSALS - 1);
        streak.hold = undefined;
      }
    }
  }

  /** Zoom answered a row, whatever it said. */
  answered(): void {
    this.#isZoom = true;
  }

  /** A row ended with an error. */
  refused(row: PlannedRow, outcome: Outcome, error: ZoomError): void {
    if (outcome === 'failed' || outcome === 'unknown') {
      this.#failed(error);
      return;
    }
    this.answered();
    const metBy = metByOf(error);
    const streak = metBy && this.#streakOf(new Matter(metBy, row, error.call), error);
    for (const [key, other] of this.#streaks) {
      if (other !== streak && !other.hold && other.matter.covers(row)) this.#streaks.delete(key);
    }
    if (!streak) return;
    streak.matter.narrow(row);
    streak.count++;
    if (streak.count >= REFUSALS && !streak.hold) this.#break(metBy, streak, error.message);
  }

  /**
   * A call was refused, whoever it is about: rows that make it are held back from now on. The run stops when nobody at the
   * address knows Zoom's calls.
   */
  refusedCall(error: ZoomError): StopReason {
    const { kind, call, address, message } = error;
    if (kind === 'unknownAddress' && !this.#isZoom) {
      const reason = { kind, address, message };
      this.#stop.stop(reason);
      return reason;
    }
    const reason = whyRefused(error);
    if (call && !this.#calls.has(call)) {
      this.#calls.set(call, reason);
      this.#onHold(reason);
    }
    return this.#noteHeldBack(reason);
  }

  /** No answer of Zoom's is no refusal; but from the very start it may be that nobody there is Zoom. */
  #failed({ kind, address, message }: ZoomError): void {
    if (kind === 'wrongPlace' && !this.#isZoom) this.#stop.stop({ kind: 'unknownAddress', address, message });
  }

  /** The streak that a refusal goes on with, or begins. */
  #streakOf(matter: Matter, { status, code, message }: ZoomError): Streak {
    const refusal = `${status} ${code} ${withoutParticulars(message)}`;
    const known = this.#streaks.get(matter.key);
    if (known && (known.hold || known.refusal === refusal)) return known;
    const begun = { matter, refusal, count: 0, hold: undefined };
    this.#streaks.set(matter.key, begun);
    return begun;
  }

  #break(metBy: MetBy | undefined, streak: Streak, message: string): void {
    if (metBy === 'everyRow') {
      this.#stop.stop({ kind: 'breaker', message });
      return;
    }
    const { action, licence } = streak.matter;
    streak.hold = { kind: 'heldBack', rows: REFUSALS, action, ...(licence && { licence }), message };
    this.#onHold(streak.hold);
  }

  #noteHeldBack(reason: StopReason): StopReason {
    if (this.#heldBack === undefined || this.#heldBack.kind === 'heldBack') this.#heldBack = reason;
    return reason;
  }
}

function metByOf({ kind, status, code, message }: ZoomError): MetBy | undefined {
  if (kind !== 'rejected') return undefined;
  const known = zoomCodeOf(code, message);
  return known ? known.metBy : status === 403 ? 'action' : undefined;
}
