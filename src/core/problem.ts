/**
 * Something wrong with a row or the header, found before any call. Whoever made the file must act,
 * so it says where, what was found and what to write instead.
 */
export type Problem = {
  /** The column's name as the file spells it; absent when the whole row is meant. */
  readonly column?: string;
  /** One sentence: what was found and what to write instead. Never a password. */
  readonly message: string;
};
