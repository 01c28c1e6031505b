import { profileOf, updateFields } from '../actions/create-fields.ts';
import { ACTIONS } from '../actions/index.ts';
import type { AccountUsers } from '../core/account-users.ts';
import { type JsonObject, textOf } from '../core/json.ts';
import type { CheckedRow, Task } from '../core/task.ts';
import { ZoomError } from '../core/zoom-error.ts';
import { readAccount } from '../engine/read-account.ts';
import type { SendContext } from '../engine/send-request.ts';
import { needsQuestion } from './shown-fields.ts';

/** Whether what the lists show of a row's user is not enough to tell what the row would change. */
export function asksAboutUser(task: Task): boolean {
  if (task.action === 'update') return needsQuestion(task.fields);
  return ACTIONS[task.action].makesUser && needsQuestion({ ...updateFields(task), ...profileOf(task) });
}

type Asking = {
  /** False: only about ids that no list has. */
  readonly profiles: boolean;
  readonly concurrency: number;
  /** Users to be asked about at most, for the progress. */
  readonly expected: number;
};

/**
 * Asks about the users of which an input says more than the lists show, each once, and about those whom it names by an id that
 * no list has: that may be somebody who is pending. Otherwise who is pending is not asked about, since nothing is changed
 * before the invitation is accepted.
 * @throws {ZoomError} when the account cannot be asked; {Stopped} when the reading is stopped
 */
export async function askAboutUsers(
  batches: AsyncIterable<readonly CheckedRow[]>,
  users: AccountUsers,
  context: SendContext,
  { profiles, concurrency, expected }: Asking,
): Promise<void> {
  const underWay = new Map<string, Promise<void>>();
  const unknown = new Set<string>();
  let done = 0;
  const ask = async (who: string) => {
    await askAbout(who, users, context);
    done++;
    context.services.emit({ type: 'reading', what: 'users', done, of: Math.max(expected, done) });
  };
  try {
    for await (const batch of batches) {
      for (const row of batch) {
        if (row.kind !== 'task') continue;
        const { userId, email = '' } = row.task;
        const user = await users.find(userId ?? email);
        const isUnknownId = !user && userId !== undefined && !unknown.has(userId);
        const isIncomplete =
          profiles && asksAboutUser(row.task) && user?.isWhole === false && user.status !== 'pending';
        const who = textOf(user?.shown ?? {}, 'id') || (userId ?? email);
        if (!(isUnknownId || isIncomplete) || underWay.has(who)) continue;
        if (isUnknownId) unknown.add(userId);
        underWay.set(
          who,
          ask(who).finally(() => underWay.delete(who)),
        );
        if (underWay.size >= concurrency) await Promise.race(underWay.values());
      }
    }
    await Promise.all(underWay.values());
  } finally {
    await Promise.allSettled(underWay.values());
  }
}

async function askAbout(who: string, users: AccountUsers, context: SendContext): Promise<void> {
  const known = await users.find(who);
  try {
    const { body } = await readAccount({ endpoint: 'getUser', user: who }, context);
    const shown = Object(body) as JsonObject;
    const status = shown.status === 'inactive' || shown.status === 'pending' ? shown.status : 'active';
    const listed = known ?? (await users.find(textOf(shown, 'email')));
    if (listed) await users.remove(listed);
    await users.put({ status, shown: { ...listed?.shown, ...shown }, isWhole: true });
  } catch (error) {
    // Removed since it was listed.
    if (!(error instanceof ZoomError) || error.kind !== 'notFound') throw error;
    if (known) await users.remove(known);
  }
}
