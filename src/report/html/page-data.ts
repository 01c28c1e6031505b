/**
 * What the page shows beside the rows, as texts that are ready to be read: types alone, since the page's own scripts are
 * checked against them. A text may have commands between backquotes. Times are ISO 8601 UTC.
 */
export type PageData = {
  readonly kind: 'run' | 'preview';
  /** `2026… of people.csv`. */
  readonly title: string;
  readonly headline: string;
  readonly tone: Tone;
  /** What else is to be said right away. */
  readonly notes: readonly string[];
  /** For whoever answers for it: which account, which file, when, how long, how many requests. */
  readonly facts: readonly Fact[];
  /** What is left, and when it will be done. */
  readonly left: readonly string[];
  /** What to do next, in order. */
  readonly next: readonly string[];
  /** How many rows ended how: only the outcomes that there were, in the order of the documentation. */
  readonly outcomes: readonly OutcomeCount[];
  readonly byAction: readonly { readonly action: string; readonly outcomes: Counts }[];
  readonly groupsTitle: string;
  /** Rows that are alike, those first that should be looked at first. */
  readonly groups: readonly Group[];
  readonly warnings: readonly { readonly text: string; readonly count: number }[];
  /** UTC days (YYYY-MM-DD) ahead, and how many users are created on each. */
  readonly days: readonly { readonly date: string; readonly creates: number }[];
  readonly chart: Chart | undefined;
  /** Rows in all, and of those the ones that are in the page. */
  readonly rows: { readonly all: number; readonly shown: number };
  readonly version: string;
};

export type Tone = 'good' | 'waits' | 'bad';

export type Fact = {
  readonly label: string;
  readonly text: string;
  /** A moment that is shown after the text, in the reader's own time as well. */
  readonly at?: string;
};

type Counts = Readonly<Record<string, number>>;

export type OutcomeCount = {
  readonly outcome: string;
  readonly count: number;
  readonly tone: Tone;
  readonly meaning: string;
};

export type Group = {
  /** What its rows have in `group`. */
  readonly id: string;
  readonly count: number;
  readonly tone: Tone;
  readonly title: string;
  /** The first of its rows in words; empty when there is nothing to say. */
  readonly example: string;
  /** What to do; empty for nothing. */
  readonly advice: string;
};

/** Calls over time. What is long is drawn in fewer points. */
export type Chart = {
  readonly labels: readonly ChartLabel[];
  readonly marks: readonly ChartMark[];
};

/** Of a label, by times in s since the epoch, in order: all of them calls a second from that time on. */
export type ChartLabel = {
  readonly name: string;
  readonly at: readonly number[];
  readonly calls: readonly number[];
  readonly refused: readonly number[];
  /** What was allowed at that time, and what the run could have taken. */
  readonly allowed: readonly number[];
  readonly limit: readonly number[];
};

/** Something that held the run back, from and to in s since the epoch; without a label all of it. */
export type ChartMark = {
  readonly kind: 'pause' | 'wait' | 'outage' | 'between';
  readonly label?: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
};

/**
 * A row as it stands in the file: line, action, user, outcome, message, HTTP status, Zoom's code, attempts, user id, tracking
 * id, when its first request left, when it was done, group, changes. What is empty at the end is left out.
 */
export type PageRow = readonly [
  line: number,
  action: string,
  user: string,
  outcome: string,
  message?: string,
  httpStatus?: number | '',
  zoomCode?: number | '',
  attempts?: number | '',
  userId?: string,
  trackingId?: string,
  startedAt?: string,
  finishedAt?: string,
  group?: string,
  changes?: readonly PageChange[] | '',
];

/** Field, what the account has, what the row gives; with why the first two are not shown. */
export type PageChange = readonly [field: string, from: string, to: string, unseen?: string];
