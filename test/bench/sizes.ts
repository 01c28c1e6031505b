/** How much is measured: `--quick` ends within some minutes. */
export type Sizes = {
  readonly quick: boolean;
  /** How often what takes a second or two is measured. */
  readonly runs: number;
  /** How often what takes longer is measured. */
  readonly longRuns: number;
  readonly rows: number;
  readonly calls: number;
  /** Beside what is measured others keep all processors busy, where that matters. */
  readonly busy: boolean;
  /** A part of the names of the cases that are wanted. */
  readonly cases: string;
};

export const FULL: Sizes = {
  quick: false,
  runs: 10,
  longRuns: 3,
  rows: 1_000_000,
  calls: 1_000,
  busy: false,
  cases: '',
};
export const QUICK: Sizes = {
  quick: true,
  runs: 6,
  longRuns: 2,
  rows: 100_000,
  calls: 330,
  busy: false,
  cases: '',
};
