import { readFileSync } from 'node:fs';

/** For the ledger with its companions, the log, the report, the input, what Node has open, and files that are being loaded. */
const KEPT_FOR_FILES = 48;

/**
 * How many connections a process may have open beside its files, at least one; there is no limit to speak of on systems that do
 * not say one. A connection is a file to the system, and what meets the limit first may be the ledger.
 */
export function connectionsAllowed(): number {
  const [, limit] = /^Max open files\s+(\d+)/m.exec(limits()) ?? [];
  return limit === undefined ? Number.POSITIVE_INFINITY : Math.max(1, Number(limit) - KEPT_FOR_FILES);
}

function limits(): string {
  try {
    return readFileSync('/proc/self/limits', 'utf8');
  } catch {
    return '';
  }
}
