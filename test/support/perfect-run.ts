import type { OnExists } from '../../src/core/action.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { type Task, userKeys } from '../../src/core/task.ts';
import { ZoomError } from '../../src/core/zoom-error.ts';
import { AT } from './engine-rig.ts';
import type { ModelAccount } from './model-account.ts';

/**
 * The rows, one after the other, in a world without faults and limits.
 * @returns `2 created` for each
 */
export function perfectRun(tasks: readonly Task[], account: ModelAccount, onExists: OnExists): string[] {
  const blocked = new Map<string, 'refused' | 'removed'>();
  const outcomes = tasks.map((its) => {
    const keys = userKeys(its);
    const isCreate = its.action.endsWith('reate');
    const found = keys.map((key) => blocked.get(key)).find((why) => why !== undefined);
    const blocker = found === 'removed' && isCreate ? undefined : found;
    const outcome = blocker ? 'skipped' : perfectOutcome(its, account, onExists, AT);
    const isRefused = ['exists', 'rejected', 'not_found'].includes(outcome);
    if (isCreate && !blocker && !isRefused && outcome !== 'skipped') {
      for (const key of keys) if (blocked.get(key) === 'removed') blocked.delete(key);
    }
    const why = blocker ?? (isRefused ? 'refused' : outcome === 'disassociated' ? 'removed' : undefined);
    for (const key of keys) if (why === 'refused' || (why && !blocked.has(key))) blocked.set(key, why);
    return `${its.line} ${outcome}`;
  });
  account.acceptInvitations();
  return outcomes;
}

/** What rows come to when nothing ever goes wrong and invitations are accepted at once. */
function perfectOutcome(
  { action, email, userId, user, fields }: Task,
  account: ModelAccount,
  onExists: OnExists,
  now: number,
): string {
  const who = userId ?? user;
  try {
    switch (action) {
      case 'update':
        account.answer({ endpoint: 'updateUser', user: who, body: fields }, now);
        return 'updated';
      case 'activate':
      case 'deactivate':
        account.answer({ endpoint: 'setStatus', user: who, body: { action } }, now);
        return `${action}d`;
      case 'disassociate':
        account.answer({ endpoint: 'removeUser', user: who }, now);
        return 'disassociated';
      case 'password':
        account.answer({ endpoint: 'setPassword', user: who, body: fields }, now);
        return 'password_set';
      default: {
        const { dept, ...first } = fields;
        const profile = dept === undefined ? undefined : { dept };
        const patch = (body: JsonObject) => account.answer({ endpoint: 'updateUser', user: who, body }, now);
        try {
          account.answer(
            { endpoint: 'createUser', body: { action, user_info: { email: email ?? '', ...first } } },
            now,
          );
        } catch (error) {
          if (!(error instanceof ZoomError) || error.kind !== 'exists' || onExists === 'fail') throw error;
          if (onExists === 'skip') return 'skipped';
          account.acceptInvitations();
          patch(fields);
          return 'updated';
        }
        account.acceptInvitations();
        if (profile) patch(profile);
        return 'created';
      }
    }
  } catch (error) {
    if (!(error instanceof ZoomError)) throw error;
    return (
      { rejected: 'rejected', notFound: 'not_found', exists: 'exists' }[error.kind as string] ?? error.kind
    );
  }
}
