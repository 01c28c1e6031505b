import { POLICY } from '../core/policy.ts';
import { ZoomError } from '../core/zoom-error.ts';
import { readAccount } from '../engine/read-account.ts';
import type { SendContext } from '../engine/send-request.ts';

/**
 * How many users of the account have a licence; undefined where the app may not ask, or is not told.
 * @throws {ZoomError} when no answer comes; {Stopped} when the reading is stopped
 */
export async function countLicensed(context: SendContext): Promise<number | undefined> {
  try {
    const { body } = await readAccount({ endpoint: 'summarizeUsers' }, context);
    const { licensed_users_count: count } = Object(body) as { readonly licensed_users_count?: unknown };
    return typeof count === 'number' ? count : undefined;
  } catch (error) {
    // It needs a scope of its own, and an answer by which nothing is decided.
    if (error instanceof ZoomError && POLICY[error.kind].through && POLICY[error.kind].next !== 'stopRun')
      return undefined;
    throw error;
  }
}
