import {
  type AccountUsers,
  type ListProgress,
  USER_STATUSES,
  type UserStatus,
} from '../core/account-users.ts';
import { ZoomError } from '../core/zoom-error.ts';
import { PAGE_SIZE, type Page, readPage, unreadable } from '../engine/read-page.ts';
import type { SendContext } from '../engine/send-request.ts';

/** What Zoom's specification allows; its guide to pagination has less. */
const LARGE_PAGE = '2000';

/** A reading that was cut short is taken up when it has come so far within an hour: after that too much may have changed. */
const FRESH_MS = 3_600_000;

/** Of a list whose pages come so slowly that their tokens run out. */
const MOST_STARTS = 3;

/**
 * Reads the lists of an account's users, those that are active, inactive and pending, and puts them into `users`. A reading
 * that was cut short goes on where it was, as long as Zoom takes the token of its next page.
 * @throws {ZoomError} when the account cannot be asked; {Stopped} when the reading is stopped
 */
export async function readUsers(users: AccountUsers, context: SendContext): Promise<void> {
  const { clock, emit } = context.services;
  const lists = await users.begin(clock.zoomNow(), FRESH_MS);
  const counts = await users.count();
  let done = counts.active + counts.inactive + counts.pending;
  const pages = new Pages(context);
  for (const status of USER_STATUSES) {
    let { next, isDone } = lists[status];
    for (let starts = 1; !isDone; ) {
      const page = await pages.read(status, next);
      if (page === 'expired') {
        if (starts++ >= MOST_STARTS)
          throw unreadable(`the list of ${status} users could not be read to its end in time`);
        await users.restart(status);
        next = '';
        continue;
      }
      next = page.next;
      isDone = next === '';
      const progress: ListProgress = { next, isDone };
      await users.keepPage(status, page.users, progress, clock.zoomNow());
      done += page.users.length;
      emit({ type: 'reading', what: 'lists', done });
    }
  }
}

/** Pages as large as Zoom makes them. */
class Pages {
  readonly #context: SendContext;
  #size = LARGE_PAGE;

  constructor(context: SendContext) {
    this.#context = context;
  }

  async read(status: UserStatus, token: string): Promise<Page | 'expired'> {
    const query = { status, page_size: this.#size, include_fields: 'custom_attributes' };
    try {
      return await readPage(query, token, this.#context);
    } catch (error) {
      const isTooLarge = this.#size === LARGE_PAGE && error instanceof ZoomError && error.kind === 'rejected';
      if (!isTooLarge) throw error;
      this.#size = PAGE_SIZE;
      // Of a list that was begun with pages of another size, the token counts no more.
      return token ? 'expired' : this.read(status, '');
    }
  }
}
