import { type JsonObject, textOf } from '../core/json.ts';
import { isZoomCode } from '../core/zoom-codes.ts';
import { ZoomError } from '../core/zoom-error.ts';
import { readAccount } from './read-account.ts';
import type { SendContext } from './send-request.ts';

/** The most that Zoom's guide to pagination allows. */
export const PAGE_SIZE = 300;

export type Page = {
  readonly users: readonly JsonObject[];
  /** The token of the next page, which lives 15 minutes; empty on the last. */
  readonly next: string;
};

export type PageQuery = {
  readonly status: string;
  readonly page_size: number;
  readonly include_fields?: string;
};

/**
 * Asks for a page of the account's users.
 * @param query the same for all pages of a list @param token of the page; empty for the first
 * @returns `expired` when the token is too old: the list has to begin again
 * @throws {ZoomError} when there is no answer, or none that lists users
 */
export async function readPage(
  { page_size: size, ...query }: PageQuery,
  token: string,
  context: SendContext,
): Promise<Page | 'expired'> {
  try {
    const asked = { ...query, page_size: String(size), ...(token && { next_page_token: token }) };
    const { body } = await readAccount({ endpoint: 'listUsers', query: asked }, context);
    const page: JsonObject = Object(body);
    if (!Array.isArray(page.users)) throw unreadable('the answer to the question for users lists none');
    const next = textOf(page, 'next_page_token');
    if (next !== '' && next === token) throw unreadable(`the list of ${query.status} users comes to no end`);
    return { users: page.users as readonly JsonObject[], next };
  } catch (error) {
    if (token && error instanceof ZoomError && isZoomCode(error, 'pageExpired')) return 'expired';
    throw error;
  }
}

/** What Zoom answered is no list, or none that ends. */
export function unreadable(message: string): ZoomError {
  return new ZoomError({ kind: 'unreadable', message });
}
