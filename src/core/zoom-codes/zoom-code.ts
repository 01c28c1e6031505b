import type { ActionName } from '../vocabulary.ts';
import type { ZoomErrorKind } from '../zoom-error.ts';

/**
 * Which other rows meet the same refusal: all of them; those of the action that ask for the same licence; or those of the
 * action that fill the columns which all refused rows have filled.
 */
export type MetBy = 'everyRow' | 'licence' | 'action';

/** What is known of one of Zoom's error codes. */
export type ZoomCode = {
  /** `any` where the words say it all: Zoom says the same with several codes. */
  readonly code: number | 'any';
  /** For codes that Zoom uses for many things: how its message is told from the others. */
  readonly words?: RegExp;
  /** What the answer means; `rejected` where nothing is said. */
  readonly kind?: ZoomErrorKind;
  /** Absent: it is about this row alone. */
  readonly metBy?: MetBy;
  /** What to do, and who; `<run-id>` stands where a command needs the run's id. Absent: as the outcome says. */
  readonly advice?: string;
  /** Instead of `advice`, for rows of some actions. */
  readonly adviceFor?: Readonly<Partial<Record<ActionName, string>>>;
  /** Rows of these actions need nothing more: what they ask for is so already. */
  readonly doneFor?: readonly ActionName[];
};

/** The actions by which somebody leaves. */
export const LEAVING = ['deactivate', 'disassociate', 'delete'] as const satisfies readonly ActionName[];

/** The same advice for each of them. */
export function forLeavers(advice: string) {
  return Object.fromEntries(LEAVING.map((action) => [action, advice]));
}
