import { textOf } from '../core/json.ts';
import { POLICY } from '../core/policy.ts';
import { ZoomError } from '../core/zoom-error.ts';
import { PAGE_SIZE, readPage, unreadable } from './read-page.ts';
import type { RunContext } from './run-context.ts';

/** A page that was held up for longer than its token lives starts the list again. */
const MOST_STARTS = 3;

/**
 * Asks the account for the addresses of its pending users, in lower case. Where it cannot be asked the run goes on without
 * them, and says what is not checked.
 * @throws {Stopped} when the run stops first
 */
export async function listPendingUsers(context: RunContext): Promise<ReadonlySet<string>> {
  try {
    return await fetchPending(context, MOST_STARTS);
  } catch (error) {
    if (!(error instanceof ZoomError)) throw error;
    const { kind, message, scope } = error;
    // What stops a run the next row meets as well, and says so.
    if (kind !== 'unknownAddress' && POLICY[kind].next !== 'stopRun') {
      context.services.emit({ type: 'notice', notice: { kind: 'pendingUnknown', message, scope } });
    }
    return new Set();
  }
}

async function fetchPending(context: RunContext, starts: number): Promise<Set<string>> {
  const addresses = new Set<string>();
  let next = '';
  do {
    const page = await readPage({ status: 'pending', page_size: PAGE_SIZE }, next, context);
    if (page === 'expired') {
      if (starts > 1) return fetchPending(context, starts - 1);
      throw unreadable('the list of pending users could not be read to its end in time');
    }
    for (const user of page.users) addresses.add(textOf(user, 'email').toLowerCase());
    next = page.next;
  } while (next !== '');
  return addresses;
}
