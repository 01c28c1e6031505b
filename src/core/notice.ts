import type { InputChange } from './input-change.ts';
import type { Label, PlanName } from './labels.ts';
import type { StopReason } from './stop-reason.ts';

/** Something the operator should know that is nobody's fault. */
export type Notice =
  /** The run sends to hosts that are not Zoom's, named by these variables. */
  | {
      readonly kind: 'otherHost';
      readonly hosts: readonly { readonly host: string; readonly variables: readonly string[] }[];
    }
  /** The run is one of this account; the name where it is known. Told again when it is learnt. */
  | {
      readonly kind: 'account';
      readonly account: string;
      readonly name?: string | undefined;
      readonly apiUrl: string;
    }
  /** A default of this column, which is never shown, stands on the command line. */
  | { readonly kind: 'visible'; readonly column: string }
  /** What a job is for, in its own words. */
  | { readonly kind: 'job'; readonly text: string }
  /** About the input as a whole. */
  | { readonly kind: 'input'; readonly text: string }
  /** From now on rows are held back for this reason. */
  | { readonly kind: 'heldBack'; readonly reason: StopReason }
  /** A variable that nothing reads, and whose name is close to one that is read. */
  | { readonly kind: 'environment'; readonly text: string }
  /** No row of the input falls under these patterns; rows that name a user by id alone may in the run. */
  | { readonly kind: 'protectsNobody'; readonly patterns: readonly string[]; readonly byIdAlone: number }
  /** A preview writes no files, since the folder that it has when no other is asked for cannot be made. */
  | { readonly kind: 'noReport'; readonly message: string }
  /** So many users are asked about one by one, for so long; in a sync there is another way without. */
  | {
      readonly kind: 'asksAboutUsers';
      readonly users: number;
      readonly seconds: number;
      readonly inSync?: true;
    }
  /** A roster has these columns, and nobody can know what users have in them. */
  | { readonly kind: 'notCompared'; readonly columns: readonly string[] }
  /** An earlier run of the very same file has rows left. */
  | { readonly kind: 'unfinishedRun'; readonly runId: string }
  /** What the ledger has on record of so many rows of the run is damaged. */
  | { readonly kind: 'damagedRows'; readonly count: number }
  /** Another run of the account goes on, and its end is waited for. */
  | { readonly kind: 'waitsForRun'; readonly account: string; readonly which: string }
  /** The input was changed while the run was reading it. */
  | { readonly kind: 'inputChanged'; readonly change: InputChange }
  /** The input is another one than the run began with, and has rows that are no part of the run. */
  | {
      readonly kind: 'noPartOfRun';
      /** Lines that were invalid, and hold a row that could be sent. */
      readonly corrected: number;
      /** Lines that the run does not know. */
      readonly added: number;
    }
  /** The input cannot be used any more: so many rows cannot be taken up, and others can. */
  | {
      readonly kind: 'rowsLeftBehind';
      readonly runId: string;
      readonly problem: string;
      /** The file is gone or another one; else something is wrong that the problem itself says how to mend. */
      readonly needsOldFile: boolean;
      readonly count: number;
      readonly firstLines: readonly number[];
      /** Rows that can be taken up since the ledger keeps them. */
      readonly kept: number;
      /** Rows that can be taken up since the input still has them. */
      readonly unchanged: number;
    }
  /** The account's pending users could not be listed; with the scope that the app lacks, where that is why. */
  | { readonly kind: 'pendingUnknown'; readonly message: string; readonly scope: string | undefined }
  /** The account may not be asked whose ids are those of a run that names others by address; with the scope, likewise. */
  | { readonly kind: 'orderUnknown'; readonly message: string; readonly scope: string | undefined }
  /** This computer's clock is so many minutes, in ms, ahead of Zoom's; negative: behind. */
  | { readonly kind: 'clockOff'; readonly aheadMs: number }
  /** This computer's clock was set during the run, forward by so much; negative: back. */
  | { readonly kind: 'clockStepped'; readonly byMs: number }
  /** Zoom allows the account fewer calls a second than its plan should. */
  | {
      readonly kind: 'lowerLimit';
      readonly label: Label;
      readonly perSecond: number;
      readonly plan: PlanName;
      readonly planPerSecond: number;
    };
