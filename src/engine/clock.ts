/** Time and chance, handed in. */
export type Clock = {
  /** Ms since the epoch. */
  readonly now: () => number;
  /** From 0 to below 1. */
  readonly random: () => number;
};
