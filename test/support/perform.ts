import { ACTIONS } from '../../src/actions/index.ts';
import type { ActionContext, ActionResult } from '../../src/core/action.ts';
import type { ActionName, Task } from '../../src/core/task.ts';
import { ZoomError } from '../../src/core/zoom-api.ts';
import type { Rig } from './zoom-rig.ts';

export const EMAIL = 'ann+1@example.com';

export function makeTask(action: ActionName, fields: Task['fields'] = {}, more: Partial<Task> = {}): Task {
  return { line: 2, action, user: EMAIL, email: EMAIL, fields, query: {}, warnings: [], ...more };
}

/** The context of a row that nothing has happened to yet. */
export function makeContext(call: ActionContext['call'], more: Partial<ActionContext> = {}): ActionContext {
  return {
    call,
    onExists: 'fail',
    doubtSince: undefined,
    alreadyCreated: undefined,
    invited: false,
    recordCreated: () => undefined,
    now: Date.now,
    ...more,
  };
}

/** What came of an action: its word or its error, and what it put on record on the way. */
export type Result = (ActionResult | { readonly error: Partial<ZoomError> }) & {
  readonly recorded?: readonly string[];
};

/** Performs a task with the real client and no ledger. */
export async function perform(
  { call }: Pick<Rig, 'call'>,
  task: Task,
  given: Partial<ActionContext> = {},
): Promise<Result> {
  const recorded: string[] = [];
  const recordCreated = (userId: string) => recorded.push(userId);
  const context = makeContext((its) => call(its), { recordCreated, ...given });
  const record = () => (recorded.length > 0 ? { recorded } : {});
  try {
    return { ...(await ACTIONS[task.action].perform(task, context)), ...record() };
  } catch (error) {
    if (!(error instanceof ZoomError)) throw error;
    const { kind, status, code, message, inDoubt } = error;
    return { error: { kind, status, ...(code !== undefined && { code }), message, inDoubt }, ...record() };
  }
}
