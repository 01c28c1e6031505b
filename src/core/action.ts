import type { Outcome } from './outcome.ts';
import type { ActionName, Task } from './task.ts';
import type { Call, EndpointName, Reply } from './zoom-api.ts';

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
export const ON_EXISTS = ['fail', 'skip', 'update'] as const;
export type OnExists = (typeof ON_EXISTS)[number];

/** What an action may ask of the world; given by the engine, which keeps the ledger in step with it. */
export type ActionContext = {
  /** @throws {ZoomError} when the call did not succeed. */
  call(call: Call): Promise<Reply>;
  readonly onExists: OnExists;
  /** An attempt of this row's first call, in an earlier session of the run, may have taken effect since (ms epoch). */
  readonly doubtSince: number | undefined;
  /** The row's create has succeeded in an earlier session of the run. */
  readonly alreadyCreated: { readonly userId: string } | undefined;
  /** This program invited the user and has not seen the invitation accepted. */
  readonly invited: boolean;
  /** Puts on record that the create of a row that goes on with a second call has succeeded. */
  recordCreated(userId: string): void;
  /** Ms since the epoch. */
  now(): number;
};

/** What came of performing an action. */
export type ActionResult = {
  readonly outcome: Outcome;
  readonly httpStatus?: number;
  readonly message?: string;
  readonly userId?: string;
  /** Part of the row must wait until the user has accepted the invitation; `resume` sends it. */
  readonly awaitingInvitation?: boolean;
};

/** What can be done to a user: one file in `actions/` each. */
export type Action = {
  readonly name: ActionName;
  readonly summary: string;
  /** Needs the operator's consent before the first request. */
  readonly destructive?: 'deactivation' | 'password';
  readonly columns: ActionColumns;
  /** The calls that a task of this action makes when all goes well, in order. */
  plan(task: Task): EndpointName[];
  perform(task: Task, conduct: ActionContext): Promise<ActionResult>;
};

export type ActionTable = Readonly<Record<ActionName, Action>>;
