import { ACTIONS } from '../../src/actions/index.ts';
import type { ActionColumns } from '../../src/core/action.ts';
import { ACTION_NAMES, type ActionName } from '../../src/core/task.ts';

/** What each action takes. */
export const ACTION_COLUMNS = Object.fromEntries(
  ACTION_NAMES.map((name) => [name, ACTIONS[name].columns]),
) as Readonly<Record<ActionName, ActionColumns>>;
