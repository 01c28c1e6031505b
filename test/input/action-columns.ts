import type { ActionColumns } from '../../src/core/action.ts';
import type { ActionName } from '../../src/core/task.ts';
import { FIELDS } from '../../src/input/fields.ts';

const ALL = Object.keys(FIELDS).filter((name) => name !== 'password');
const BODY = ALL.filter((name) => name !== 'login_type' && name !== 'remove_tsp_credentials');
const CREATE: ActionColumns = { required: ['type'], optional: BODY, who: 'email' };

/** What each action takes, as `src/actions` has it. */
export const ACTION_COLUMNS: Readonly<Record<ActionName, ActionColumns>> = {
  create: CREATE,
  autoCreate: { ...CREATE, optional: [...BODY, 'password'] },
  custCreate: CREATE,
  ssoCreate: CREATE,
  update: { required: [], optional: ALL, who: 'either', needsField: true },
  activate: { required: [], optional: [], who: 'either' },
  deactivate: { required: [], optional: [], who: 'either' },
  password: { required: ['password'], optional: [], who: 'either' },
};
