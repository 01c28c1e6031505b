import type { UserStatus } from '../core/account-users.ts';
import type { Label } from '../core/labels.ts';
import type { LimiterUses } from '../core/limiter-use.ts';
import type { StopReason } from '../core/stop-reason.ts';
import type { Summary } from '../core/summary.ts';
import type { SystemFault } from '../core/system-fault.ts';
import type { ActionName } from '../core/vocabulary.ts';
import type { ForeseenGroup } from './foreseen-tally.ts';
import type { ReasonGroup } from './reason-groups.ts';
import type { InvalidRow, LeftOut } from './row-tally.ts';
import type { WarningGroup } from './row-warnings.ts';
import type { RowsToFix } from './to-fix.ts';

/** All that is told of a run or a preview beside its rows, as facts: what terminal and files show is made from this. */
export type RunReport = EndedRun | Preview;

type Common = {
  readonly summary: Summary;
  /** What should change about rows that were accepted all the same, the commonest first. */
  readonly warnings: readonly WarningGroup[];
  /** The report's folder; undefined when no files were wanted, or they could not be written. */
  readonly outDir: string | undefined;
  /** Why there is no page beside the other files. */
  readonly withoutPage?: SystemFault | undefined;
  /** The rows that a person must correct, in a file of their own. */
  readonly toFix: RowsToFix;
};

/** A run, or all that was done of it until a session of it ended. */
export type EndedRun = Common & {
  readonly kind: 'run';
  /** Why there are no files, though they were wanted. */
  readonly unwritten: SystemFault | undefined;
  /** The account lived in this process and is gone: nothing was sent to Zoom, and nothing can be resumed. */
  readonly simulated: boolean;
  /** Why rows did not go through, the commonest first. */
  readonly reasons: readonly ReasonGroup[];
  readonly leftOut: LeftOut;
  /** How long the run was under way, the time between its sessions left out. */
  readonly seconds: number;
  /** How near to its limits it came, and what held it back. */
  readonly limiters: LimiterUses;
  /** Why the run ended early, if it did. */
  readonly stop: StopReason | undefined;
  /** Deferred rows that wait for something else than an invitation. */
  readonly deferred: number;
  /** Rows that a person must correct, or leave out. */
  readonly toCorrect: number;
  /** Rows of which a part, or all, waits for an invitation to be accepted. */
  readonly awaitingInvitation: number;
};

/** What is told of a run, wherever that is written. */
export type ToldRun = Omit<EndedRun, 'unwritten' | 'withoutPage'>;

/** What a run would do. */
export type Preview = Common & {
  readonly kind: 'preview';
  /** The input as the operator named it. */
  readonly input: string;
  /** The part of the account's limits that the run may take, above 0, at most 1. */
  readonly share: number;
  /** Nobody will be asked for consent. */
  readonly yes: boolean;
  readonly totals: PreviewTotals;
  /** The first of the rows that failed validation, in input order. */
  readonly invalid: readonly InvalidRow[];
  /** What the account has beside it; absent when it was not read. */
  readonly live?: LiveReport;
  /** Why a guard would refuse the run, as a sentence; undefined when none would. */
  readonly refusal: string | undefined;
};

/** What is told of a preview, wherever that is written. */
export type ToldPreview = Omit<Preview, 'outDir' | 'withoutPage' | 'toFix' | 'live'> & {
  readonly live?: LiveFindings;
};

/** What a live preview has found out. */
export type LiveFindings = Omit<LiveReport, 'planFile'>;

/** The same, with where the plan is. */
export type LiveReport = {
  readonly account: string;
  readonly users: Readonly<Record<UserStatus, number>>;
  /** What the rows would come to: those who should be looked at first come first. */
  readonly groups: readonly ForeseenGroup[];
  /** Rows that would not go through, and that a person has to correct. */
  readonly refused: number;
  /** Users who would lose a licence, who would take one, and who have one now, where the account tells. */
  readonly seats: { readonly freed: number; readonly taken: number; readonly now: number | undefined };
  /** Some columns were not compared, since the lists of users do not show them. */
  readonly notCompared: boolean;
  /** Undefined when no files were wanted, or they could not be written. */
  readonly planFile: string | undefined;
};

/** What a run of the input would be, all told. */
export type PreviewTotals = {
  /** Data rows of the input. */
  readonly rows: number;
  readonly valid: number;
  readonly invalid: number;
  /** Valid rows that are accepted with a warning. */
  readonly warned: number;
  /** Different users that the valid rows name. */
  readonly users: number;
  /** Rows about protected users, which are left alone. */
  readonly protectedRows: number;
  /** New users of whom some columns can only be sent once they have accepted the invitation. */
  readonly awaitingInvitation: number;
  /** Updates by which a user loses a licence, who has one. */
  readonly takingLicence: number;
  /** The valid rows by action, in the order in which they are shown, and what rows of it are: `changes to users`. */
  readonly actions: readonly {
    readonly action: ActionName;
    readonly rows: number;
    readonly rowsAre: string;
  }[];
  /** What a run asks about before it sends anything: how many of what, such as `deactivation`. */
  readonly consents: readonly { readonly count: number; readonly noun: string }[];
  readonly calls: Readonly<Record<Label, number>>;
  /** How long the calls take at this plan and share, waiting for the next day's quota left out. */
  readonly seconds: number;
  /** The UTC days (YYYY-MM-DD) that the create quota makes of it, in order, with the creates on each. */
  readonly days: readonly { readonly date: string; readonly creates: number }[];
};
