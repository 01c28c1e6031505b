import type { ActionTable } from '../core/action.ts';
import { changeEmailAction } from './change-email.ts';
import { createAction } from './create-user.ts';
import { deleteAction } from './delete-user.ts';
import { disassociateAction } from './disassociate-user.ts';
import { passwordAction } from './set-password.ts';
import { activateAction, deactivateAction } from './set-status.ts';
import { updateAction } from './update-user.ts';

/** Everything that a row can ask for. */
export const ACTIONS: ActionTable = {
  create: createAction(
    'create',
    'invites a person, who is pending until the invitation is accepted (POST /users)',
    'new users; Zoom sends each an invitation',
  ),
  autoCreate: createAction(
    'autoCreate',
    'makes an active user with a password, in a managed domain (POST /users)',
    'new users with a password, active at once',
  ),
  custCreate: createAction(
    'custCreate',
    'makes an API user who cannot sign in, for ISV partners (POST /users)',
    'new users without a sign-in of their own',
  ),
  ssoCreate: createAction(
    'ssoCreate',
    'makes an active user who signs in through SSO (POST /users)',
    'new users who sign in through single sign-on',
  ),
  update: updateAction,
  activate: activateAction,
  deactivate: deactivateAction,
  password: passwordAction,
  change_email: changeEmailAction,
  disassociate: disassociateAction,
  delete: deleteAction,
};
