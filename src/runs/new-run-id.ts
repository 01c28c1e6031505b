import { randomBytes } from 'node:crypto';

/** An id that sorts by time and can be read out: `20261122-213652-7f3a`, in UTC. */
export function newRunId(now: number): string {
  const [date = '', time = ''] = new Date(now).toISOString().split('T');
  return `${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}-${randomBytes(2).toString('hex')}`;
}
