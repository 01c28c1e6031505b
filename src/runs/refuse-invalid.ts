import { UsageError } from '../core/usage-error.ts';
import type { InputTotals } from '../engine/input-totals.ts';

/** @throws {UsageError} when rows are invalid, for whoever wants all of them sent or none */
export function refuseInvalid({ invalid, rows }: InputTotals): void {
  if (invalid === 0) return;
  throw new UsageError(
    `${invalid} of ${rows} rows ${invalid === 1 ? 'is' : 'are'} wrong in the file, and with --on-invalid fail nothing is sent: ` +
      '`zoom-provision preview` says which and why.',
  );
}
