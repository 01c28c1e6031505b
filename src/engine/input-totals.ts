import type { ActionTable } from '../core/action.ts';
import type { ActionName, CheckedRow } from '../core/task.ts';
import { userKeys } from '../core/task.ts';
import type { EndpointName } from '../core/zoom-api.ts';
import { FirstLines } from '../support/first-lines.ts';
import type { Protection } from './protection.ts';

/** What an input asks for, counted row by row. */
export class InputTotals {
  rows = 0;
  invalid = 0;
  /** Rows that are sent although something about them should change. */
  warned = 0;
  protectedRows = 0;
  passwordChanges = 0;
  readonly byAction: Partial<Record<ActionName, number>> = {};
  readonly calls: Record<EndpointName, number> = {
    createUser: 0,
    updateUser: 0,
    setStatus: 0,
    setPassword: 0,
    getUser: 0,
  };
  readonly #users = new FirstLines();
  readonly #deactivated = new FirstLines();
  readonly #actions: ActionTable;
  readonly #protection: Protection;

  constructor(actions: ActionTable, protection: Protection) {
    this.#actions = actions;
    this.#protection = protection;
  }

  /** Different users named by rows that passed validation. */
  get users(): number {
    return this.#users.size;
  }

  /** Different users that are deactivated, however many rows say so. */
  get deactivations(): number {
    return this.#deactivated.size;
  }

  get valid(): number {
    return this.rows - this.invalid;
  }

  add(row: CheckedRow): void {
    this.rows++;
    if (row.kind === 'invalid') {
      this.invalid++;
      return;
    }
    const { task } = row;
    const key = userKeys(task)[0] ?? '';
    this.#users.remember(key, task.line);
    this.byAction[task.action] = (this.byAction[task.action] ?? 0) + 1;
    if (task.warnings.length > 0) this.warned++;
    if (task.email !== undefined && this.#protection.patternFor(task.email) !== undefined) {
      this.protectedRows++;
      return;
    }
    const action = this.#actions[task.action];
    if (action.destructive === 'deactivation') this.#deactivated.remember(key, task.line);
    if (action.destructive === 'password') this.passwordChanges++;
    for (const endpoint of action.plan(task)) this.calls[endpoint]++;
  }
}
