/** A user that left the account, and what became of the user's data. */
export type RemovedUser = {
  readonly email: string;
  readonly id: string;
  readonly action: RemovalAction;
  /** Absent when nobody took anything over. */
  readonly transfer?: Transfer;
};

/** A disassociated user keeps a free account of its own; a deleted one is gone. */
type RemovalAction = 'disassociate' | 'delete';

type Transfer = {
  /** The address of the user who took over. */
  readonly to: string;
  /** Zoom's names without `transfer_`, such as `meeting`. */
  readonly items: readonly string[];
};
