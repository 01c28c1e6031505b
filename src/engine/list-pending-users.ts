import { type JsonObject, textOf } from '../core/json.ts';
import { POLICY } from '../core/policy.ts';
import { isZoomCode } from '../core/zoom-codes.ts';
import { ZoomError } from '../core/zoom-error.ts';
import { readAccount } from './read-account.ts';
import type { RunContext } from './run-context.ts';

/** The most that Zoom's guide to pagination allows. */
const PAGE_SIZE = '300';

/** A token lives 15 minutes: one that was held up longer starts the list again. */
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
  let token = '';
  do {
    const query = { status: 'pending', page_size: PAGE_SIZE, ...(token && { next_page_token: token }) };
    const page = await readPage(query, context);
    if (page === 'expired') {
      if (starts > 1) return fetchPending(context, starts - 1);
      throw unreadable('the list of pending users could not be read to its end in time');
    }
    for (const user of page.users) addresses.add(textOf(user, 'email').toLowerCase());
    if (page.next !== '' && page.next === token)
      throw unreadable('the list of pending users comes to no end');
    token = page.next;
  } while (token !== '');
  return addresses;
}

type Page = { readonly users: readonly JsonObject[]; readonly next: string };

async function readPage(
  query: Readonly<Record<string, string>>,
  context: RunContext,
): Promise<Page | 'expired'> {
  try {
    const { body } = await readAccount({ endpoint: 'listUsers', query }, context);
    const page: JsonObject = Object(body);
    if (!Array.isArray(page.users)) throw unreadable('the answer to the question for users lists none');
    return { users: page.users as readonly JsonObject[], next: textOf(page, 'next_page_token') };
  } catch (error) {
    if (query.next_page_token && error instanceof ZoomError && isZoomCode(error, 'pageExpired'))
      return 'expired';
    throw error;
  }
}

function unreadable(message: string): ZoomError {
  return new ZoomError({ kind: 'unreadable', message });
}
