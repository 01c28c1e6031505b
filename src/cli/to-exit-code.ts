import { GuardRefusal } from '../core/guard-refusal.ts';
import { Locked } from '../core/locked.ts';
import { UsageError } from '../core/usage-error.ts';
import { errorText } from './error-text.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import { Interrupted } from './interrupted.ts';

/** What a person reads about an error, and the exit code. Anything that is not one of ours is a bug, and keeps its stack. */
export function toExitCode(error: unknown): {
  readonly text: string;
  readonly code: number;
} {
  if (error instanceof UsageError) return { text: errorText(error), code: EXIT.unusable };
  if (error instanceof Locked) return { text: errorText(error), code: EXIT.locked };
  if (error instanceof GuardRefusal) return { text: errorText(error), code: EXIT.guardRefused };
  if (error instanceof Interrupted) return { text: errorText(error), code: exitCodeOf(error.reason, {}) };
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    text: `This should not have happened:\n${text}`,
    code: EXIT.someRowsDidNotGoThrough,
  };
}
