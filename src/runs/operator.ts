import type { Listener } from '../core/events.ts';
import type { InputTotals } from '../engine/input-totals.ts';
import type { Stop } from '../engine/stop.ts';
import type { OwnParts } from './own-parts.ts';

/** Whoever asked for a run: watches it, is asked for consent, and may stop it. */
export type Operator = {
  readonly stdin: NodeJS.ReadableStream;
  readonly stop: Stop;
  /** Asked when all rows are checked, before the first request. @throws {GuardRefusal} when the answer is no */
  readonly consent: (totals: InputTotals) => Promise<void>;
  readonly listen: Listener;
  readonly own?: OwnParts;
};
