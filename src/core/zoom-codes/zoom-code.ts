import type { ZoomErrorKind } from '../zoom-error.ts';

/** What is known of one of Zoom's error codes. */
export type ZoomCode = {
  readonly code: number;
  /** For codes that Zoom uses for many things: how its message is told from the others. */
  readonly words?: RegExp;
  /** What the answer means; `rejected` where nothing is said. */
  readonly kind?: ZoomErrorKind;
  /** Every other row of the same action would be refused as well: rights, seats and features of the account. */
  readonly meetsEveryRow?: true;
  /** What to do, and who; `<run-id>` stands where a command needs the run's id. Absent: as the outcome says. */
  readonly advice?: string;
};
