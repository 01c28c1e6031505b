import type { AskSecret } from '../config/stored-request.ts';
import type { Listener } from '../core/events.ts';
import type { Notice } from '../core/notice.ts';
import type { InputTotals } from '../engine/input-totals.ts';
import type { Stop } from '../engine/stop.ts';
import type { OwnParts } from './own-parts.ts';

/** Whoever asked for a run: watches it, is asked for consent, and may stop it. */
export type Operator = {
  readonly stdin: NodeJS.ReadableStream;
  readonly stop: Stop;
  /** Asked when all rows are checked, before the first request. @throws {GuardRefusal} when the answer is no */
  readonly consent: (totals: InputTotals) => Promise<void>;
  /** Somebody is there who reads the account's name, for which the account has to be asked. */
  readonly readsName?: boolean;
  /** Asks for something that is never shown; absent where nobody can be asked. */
  readonly askSecret?: AskSecret;
  readonly listen: Listener;
  /** What is odd about how the run was started, told once it is known where it sends to. */
  readonly notices?: readonly Notice[];
  readonly own?: OwnParts;
};
