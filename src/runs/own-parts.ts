import type { ResultRow } from '../core/result-row.ts';
import type { TokenProvider } from '../zoom/token.ts';
import type { Dispatcher } from '../zoom/transport.ts';

/** What a program brings along in the place of the usual. */
export type OwnParts = {
  /** Hears what the log would have. */
  readonly logger?: Logger | undefined;
  /** Sends the requests, and is closed by whoever made it. */
  readonly dispatcher?: Dispatcher | undefined;
  /** Signs in. */
  readonly token?: TokenProvider | undefined;
  /** False: neither a report nor a log is written. */
  readonly files?: boolean | undefined;
  /** Is given every row of the report, some at a time. */
  readonly results?: ((rows: readonly ResultRow[]) => void) | undefined;
};

/** A pino logger, or anything that takes the same calls, such as `console`. */
export type Logger = {
  readonly [Level in 'debug' | 'info' | 'warn' | 'error']: (fields: object, message: string) => void;
};
