import type { EndpointName } from './endpoints.ts';
import type { Label } from './labels.ts';
import type { Notice } from './notice.ts';
import type { OutageFacts } from './outage.ts';
import type { ResultRow } from './result-row.ts';
import type { StopReason } from './stop-reason.ts';
import type { Attempt } from './zoom-api.ts';

/** What a run says while it goes on. Progress and log only listen; nothing depends on a listener. */
export type RunEvent =
  /** The first pass is over: nothing has been sent yet. */
  | {
      readonly type: 'checked';
      readonly rows: number;
      readonly invalid: number;
      /** Other rows of which nothing is left to do. */
      readonly settled: number;
      /** What will be sent today, and the calls that it takes when all goes well; absent when nobody has counted. */
      readonly expected?: { readonly rows: number; readonly calls: number };
    }
  /** A request was made, for the row on this line or for the run as a whole. */
  | { readonly type: 'attempt'; readonly line: number | undefined; readonly attempt: Attempt }
  /** No call of a label leaves for a while, because Zoom refused one. */
  | { readonly type: 'pause'; readonly label: Label; readonly waitMs: number; readonly reason: string }
  /** A daily quota is used up until `resumeAfter` (ISO 8601 UTC). */
  | { readonly type: 'quotaUsedUp'; readonly quota: 'create' | Label; readonly resumeAfter: string }
  /** Nothing more can be sent before this moment (ISO 8601 UTC) of Zoom's clock, and the run waits for it, so long. */
  | { readonly type: 'waiting'; readonly until: string; readonly waitMs: number }
  /** Nothing gets through: the run pauses, and probes for `forMs` at most. With a call only rows that make it wait. */
  | ({ readonly type: 'outage'; readonly forMs: number } & OutageFacts)
  /** The outage is over: the same call, or none, and how long it was. */
  | { readonly type: 'through'; readonly call?: EndpointName | undefined; readonly afterMs: number }
  /** The account is being read: so many users were listed, or so many of those asked about by themselves. */
  | {
      readonly type: 'reading';
      readonly what: 'lists' | 'users';
      readonly done: number;
      readonly of?: number;
    }
  /** The last word on a row. */
  | { readonly type: 'row'; readonly result: ResultRow }
  | { readonly type: 'notice'; readonly notice: Notice }
  | { readonly type: 'stop'; readonly reason: StopReason };

export type Listener = (event: RunEvent) => void;
