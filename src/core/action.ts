import type { EndpointName, RepeatableEndpoint, UnrepeatableEndpoint } from './endpoints.ts';
import type { GuardName } from './guards.ts';
import type { JsonObject } from './json.ts';
import type { Problem } from './problem.ts';
import type { Reason } from './reason.ts';
import type { Task } from './task.ts';
import type { ActionName, Outcome } from './vocabulary.ts';
import type { Reply, ZoomRequest } from './zoom-api.ts';

/** Columns and rules of an action, as the check of a row needs them. */
export type ActionColumns = {
  /** Columns that must not be empty, beside who the row is about. */
  readonly required: readonly string[];
  /** Further columns the action takes. A cell in any other column is a problem. */
  readonly optional: readonly string[];
  /** `email` for a user that does not exist yet; `either` takes `email` or `user_id`. */
  readonly who: 'email' | 'either';
  /** At least one of its columns must be given. */
  readonly needsField?: boolean;
};

/** What to do when a create meets an address that the account already has. */
export const ON_EXISTS = ['fail', 'skip', 'update', 'reactivate'] as const;
export type OnExists = (typeof ON_EXISTS)[number];

/** Whether a create may change somebody who exists already. */
export function changesExisting(onExists: OnExists): boolean {
  return onExists === 'update' || onExists === 'reactivate';
}

/** How the operator is asked before rows of an action are sent. */
export type Consent = {
  /** Whether several rows about one user count once. */
  readonly counts: 'users' | 'rows';
  /** One of them, such as `deactivation`; an s makes several. */
  readonly noun: string;
  /** Completes "The input …", such as `deactivates 3 users (they lose their licences)`. */
  readonly asks: (count: number) => string;
  /** Which of the rows need it; all without it. */
  readonly appliesTo?: (task: Task, onExists: OnExists) => boolean;
};

/** One call of a task, and what it does in the words of a preview: "would …". */
export type Step = { readonly endpoint: EndpointName; readonly would: string };

/** A call that an action makes for its row. What must not be repeated blindly brings a way to ask what came of it. */
export type Call =
  | (ZoomRequest & { readonly endpoint: RepeatableEndpoint; readonly settle?: Settle })
  | (ZoomRequest & { readonly endpoint: UnrepeatableEndpoint; readonly settle: Settle });

/**
 * Asks the account whether an attempt took effect although its answer was lost; resolves to what the answer would have been,
 * or undefined when it did not.
 * @param since when the first such attempt left, at the earliest, in ms since the epoch by Zoom's clock; undefined when nobody
 *   knows
 */
type Settle = (since: number | undefined) => Promise<Reply | undefined>;

/** What a call of a row came to. */
export type CallResult = Reply & {
  /** The answer was lost; this is what the account said when it was asked. */
  readonly settled: boolean;
};

/** What an action may ask of the world; given by the engine, which keeps the ledger in step with it. */
export type ActionContext = {
  /** @throws {ZoomError} when the call did not succeed */
  call(call: Call): Promise<CallResult>;
  readonly onExists: OnExists;
  /** A changing request of this row may have taken effect without an answer, in this session or an earlier one. */
  readonly isInDoubt: () => boolean;
  /** The row's create has succeeded in an earlier session of the run. */
  readonly alreadyCreated: { readonly userId: string } | undefined;
  /** The user may have an invitation to accept: this program sent one, or the account listed the user as pending. */
  readonly mayBePending: boolean;
  /** What the account has just said of the row's user, where it was asked whom the row means. */
  readonly known: JsonObject | undefined;
  /** An earlier session left the row, or a part of it, waiting for the invitation to be accepted. */
  readonly hasWaited: boolean;
  /** Puts on record that the create of a row that goes on with a second call has succeeded. */
  recordCreated(userId: string): Promise<void>;
  /** Ms since the epoch by Zoom's clock, at the latest; undefined when Zoom has not told. */
  latestZoomNow(): number | undefined;
};

/** What came of performing an action. */
export type ActionResult = {
  readonly outcome: Outcome;
  readonly httpStatus?: number;
  readonly reason?: Reason;
  readonly userId?: string;
  /** Part of the row must wait until the user has accepted the invitation; `resume` sends it. */
  readonly awaitsInvitation?: boolean;
  /** The fields that wait, where that is not all of them. */
  readonly left?: JsonObject;
};

/** What can be done to a user: one file in `actions/` each. */
export type Action = {
  readonly name: ActionName;
  /** What it does, in a sentence that names Zoom's endpoint. */
  readonly summary: string;
  /** What rows of it are, for the table of a preview: `changes to users`. */
  readonly rowsAre: string;
  /** How a row ends when all goes well. */
  readonly outcome: Outcome;
  readonly columns: ActionColumns;
  /** What is wrong with a whole row whose cells are right one by one. */
  readonly check?: (task: Task) => readonly Problem[];
  /** The user does not exist before: two rows for one address are a mistake. */
  readonly makesUser: boolean;
  /** The user is gone afterwards: later rows are left out, but for one that makes it anew. */
  readonly removesUser?: true;
  /** The address that the user has afterwards, when the row changes it. */
  readonly newAddress?: (task: Task) => string | undefined;
  /** Every row takes one of the day's invitations. */
  readonly invites: boolean;
  /** Needs the operator's consent before the first request. */
  readonly consent?: Consent;
  /** Whether the user loses a licence by it, who has one. */
  readonly takesLicence?: (task: Task) => boolean;
  /** Which guard counts its users. */
  readonly guard?: GuardName;
  /** Zoom answers with success and does nothing while the user has not accepted the invitation. */
  readonly ignoredWhilePending?: true;
  /** Another user whom the row names, and who must be in the account. */
  readonly needsUser?: (task: Task) => string | undefined;
  /** In what state a simulated account has the user before; active without it. */
  readonly simulatedBefore?: 'inactive';
  /** The calls that a task makes when all goes well, in order. */
  readonly steps: (task: Task) => readonly Step[];
  /** Whether a part of the task has to wait until the user accepts the invitation that it sends. */
  readonly awaitsInvitation?: (task: Task) => boolean;
  perform(task: Task, context: ActionContext): Promise<ActionResult>;
};

/** What the check of a row must know of its action. */
export type RowRules = Pick<Action, 'columns' | 'check' | 'makesUser'>;

export type ActionTable = Readonly<Record<ActionName, Action>>;
