import { randomBytes } from 'node:crypto';
import type { Ledger } from '../core/ledger.ts';

/** An id that tells when it was made and can be read out: `20261122-213652-7f3a`, in UTC. */
export function newRunId(now: number): string {
  const [date = '', time = ''] = new Date(now).toISOString().split('T');
  return `${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}-${randomBytes(2).toString('hex')}`;
}

/** One that no run on record has: a clock that was set back comes to the same second again. */
export async function unusedRunId(
  ledger: Pick<Ledger, 'findRun'>,
  now: number,
  make = newRunId,
): Promise<string> {
  for (;;) {
    const id = make(now);
    if (!(await ledger.findRun(id))) return id;
  }
}
