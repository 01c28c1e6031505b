import { ACTIONS } from '../../src/actions/index.ts';
import type { ActionTable } from '../../src/core/action.ts';

/** Actions as they are, but that an update may change the address, and a deactivation takes the user out of the account. */
export const MADE_UP_ACTIONS: ActionTable = {
  ...ACTIONS,
  update: {
    ...ACTIONS.update,
    newAddress: ({ fields }) => (typeof fields.new_email === 'string' ? fields.new_email : undefined),
  },
  deactivate: { ...ACTIONS.deactivate, removesUser: true },
};
