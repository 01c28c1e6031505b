import type { Label, PlanName } from './labels.ts';
import type { StopReason } from './stop-reason.ts';

/** Something the operator should know that is nobody's fault. */
export type Notice =
  /** About the input as a whole. */
  | { readonly kind: 'input'; readonly text: string }
  /** From now on rows are held back for this reason. */
  | { readonly kind: 'heldBack'; readonly reason: StopReason }
  /** A variable that nothing reads, and whose name is close to one that is read. */
  | { readonly kind: 'environment'; readonly text: string }
  /** An earlier run of the very same file has rows left. */
  | { readonly kind: 'unfinishedRun'; readonly runId: string }
  /** The account's pending users could not be listed; with the scope that the app lacks, where that is why. */
  | { readonly kind: 'pendingUnknown'; readonly message: string; readonly scope: string | undefined }
  /** The account may not be asked whose ids are those of a run that names others by address; with the scope, likewise. */
  | { readonly kind: 'orderUnknown'; readonly message: string; readonly scope: string | undefined }
  /** Zoom allows the account fewer calls a second than its plan should. */
  | {
      readonly kind: 'lowerLimit';
      readonly label: Label;
      readonly perSecond: number;
      readonly plan: PlanName;
      readonly planPerSecond: number;
    };
