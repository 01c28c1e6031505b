import {
  type AccountUsers,
  FRESH_READING_MS,
  USER_STATUSES,
  type UserStatus,
} from '../core/account-users.ts';
import { ZoomError, type ZoomErrorKind } from '../core/zoom-error.ts';
import { PAGE_SIZE, type Page, readPage, unreadable } from '../engine/read-page.ts';
import type { SendContext } from '../engine/send-request.ts';

/** What Zoom's specification allows; its guide to pagination has less. */
const LARGE_PAGE = 2000;

/** What comes of a page that is more than Zoom, or something between, can give. */
const TOO_MUCH: ReadonlySet<ZoomErrorKind> = new Set([
  'rejected',
  'reset',
  'timeout',
  'server',
  'unreadable',
]);

/** Of a list whose pages come so slowly that their tokens run out. */
const MOST_STARTS = 3;

/**
 * Reads the lists of an account's users, those that are active, inactive and pending, and puts them into `users`. A reading
 * that was cut short goes on where it was, as long as Zoom takes the token of its next page.
 * @throws {ZoomError} when the account cannot be asked; {Stopped} when the reading is stopped
 */
export async function readUsers(users: AccountUsers, context: SendContext): Promise<void> {
  const { clock, emit } = context.services;
  const lists = await users.begin(clock.zoomNow(), FRESH_READING_MS);
  const counts = await users.count();
  let done = counts.active + counts.inactive + counts.pending;
  // A size that Zoom has taken, or the other one after it has refused the larger.
  let size = LARGE_PAGE;
  for (const status of USER_STATUSES) {
    let { next, isDone, pageSize = size } = lists[status];
    for (let starts = 1; !isDone; ) {
      const page = await readPageOf(status, pageSize, next, context);
      if (page === 'tooLarge') {
        pageSize = PAGE_SIZE;
        continue;
      }
      if (page === 'expired') {
        if (starts++ >= MOST_STARTS)
          throw unreadable(`the list of ${status} users could not be read to its end in time`);
        await users.restart(status);
        next = '';
        continue;
      }
      size = pageSize;
      next = page.next;
      isDone = next === '';
      await users.keepPage(status, page.users, { next, isDone, pageSize }, clock.zoomNow());
      done += page.users.length;
      emit({ type: 'reading', what: 'lists', done });
    }
  }
}

async function readPageOf(
  status: UserStatus,
  size: number,
  token: string,
  context: SendContext,
): Promise<Page | 'expired' | 'tooLarge'> {
  try {
    return await readPage({ status, page_size: size, include_fields: 'custom_attributes' }, token, context);
  } catch (error) {
    if (size === LARGE_PAGE && error instanceof ZoomError && TOO_MUCH.has(error.kind)) return 'tooLarge';
    throw error;
  }
}
