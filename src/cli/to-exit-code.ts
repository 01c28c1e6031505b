import { GuardRefusal } from '../core/guard-refusal.ts';
import { Locked } from '../core/locked.ts';
import { UsageError } from '../core/usage-error.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import { Interrupted } from './interrupted.ts';

/** What a person reads about an error, and the exit code. Anything that is not one of ours is a bug, and keeps its stack. */
export function toExitCode(error: unknown): {
  readonly text: string;
  readonly code: number;
  /** The program said no, for a reason that it names; else it is a bug. */
  readonly isOurs: boolean;
} {
  if (error instanceof UsageError) return { text: error.message, code: EXIT.unusable, isOurs: true };
  if (error instanceof Locked) return { text: error.message, code: EXIT.locked, isOurs: true };
  if (error instanceof GuardRefusal) return { text: error.message, code: EXIT.guardRefused, isOurs: true };
  if (error instanceof Interrupted) {
    return { text: error.message, code: exitCodeOf(error.reason, {}), isOurs: true };
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    text: `This should not have happened:\n${text}`,
    code: EXIT.someRowsDidNotGoThrough,
    isOurs: false,
  };
}
