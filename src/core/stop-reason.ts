import type { ActionName } from './vocabulary.ts';

/** Why a run ended before its last row. */
export type StopReason =
  | { readonly kind: 'signal'; readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP' }
  | { readonly kind: 'signInRefused'; readonly message: string }
  /** The sign-in could not be reached, try after try. */
  | { readonly kind: 'signInFailed'; readonly message: string }
  | { readonly kind: 'missingScope'; readonly scope: string; readonly message: string }
  /** The same refusal again and again, of an action, or no answer at all. Older ledgers have the message alone. */
  | {
      readonly kind: 'breaker';
      readonly rows?: number;
      readonly action?: ActionName;
      readonly message: string;
    }
  /** The ledger, the disk or the program itself failed. */
  | { readonly kind: 'broken'; readonly message: string };
