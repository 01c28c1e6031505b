import { AccountUnread } from '../core/account-unread.ts';
import { DamagedLedger } from '../core/damaged-ledger.ts';
import { GuardRefusal } from '../core/guard-refusal.ts';
import { AccountLost } from '../core/ledger.ts';
import { Locked } from '../core/locked.ts';
import { asUnnamedFailure, SystemFailure } from '../core/system-failure.ts';
import { UsageError } from '../core/usage-error.ts';
import { errorText } from './error-text.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import { Interrupted } from './interrupted.ts';

/** What a person reads about an error, and the exit code. Anything that is not one of ours is a bug, and keeps its stack. */
export function toExitCode(thrown: unknown): {
  readonly text: string;
  readonly code: number;
} {
  const error = asUnnamedFailure(thrown);
  if (error instanceof SystemFailure && error.afterSending) {
    return { text: errorText(error), code: EXIT.someRowsDidNotGoThrough };
  }
  if (error instanceof DamagedLedger && error.hasSent) {
    return { text: errorText(error), code: EXIT.someRowsDidNotGoThrough };
  }
  if (error instanceof UsageError) return { text: errorText(error), code: EXIT.unusable };
  if (error instanceof AccountLost) {
    return { text: `${errorText(error)}. Nothing was sent.`.replace(/^t/, 'T'), code: EXIT.locked };
  }
  if (error instanceof Locked) return { text: errorText(error), code: EXIT.locked };
  if (error instanceof AccountUnread) return { text: errorText(error), code: exitCodeOf(error.reason, {}) };
  if (error instanceof GuardRefusal) return { text: errorText(error), code: EXIT.guardRefused };
  if (error instanceof Interrupted) return { text: errorText(error), code: exitCodeOf(error.reason, {}) };
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    text: `This should not have happened:\n${text}`,
    code: EXIT.someRowsDidNotGoThrough,
  };
}
