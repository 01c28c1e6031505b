import type { Task } from '../../src/core/task.ts';
import { isSecret } from '../../src/fields/columns.ts';

/** A task as the check of its row leaves it: with the names of the fields that are never shown. */
export function markSecrets(task: Task): Task {
  const secret = Object.keys(task.fields).filter(isSecret);
  return secret.length > 0 ? { ...task, secret } : task;
}
