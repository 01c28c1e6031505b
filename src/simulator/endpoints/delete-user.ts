import type { ApiRequest } from '../http/api-request.ts';
import { type HttpReply, refusal, validationFailed } from '../http/http-reply.ts';
import { emailDomain } from '../schema/email-domain.ts';
import type { ObjectRule } from '../schema/field-rules.ts';
import type { JsonObject } from '../schema/json.ts';
import { FLAG } from '../schema/user-fields.ts';
import type { Account } from '../state/account.ts';
import type { RemovedUser } from '../state/removed-user.ts';
import type { ServerState } from '../state/server-state.ts';
import type { SimulatorSettings } from '../state/simulator-settings.ts';
import type { User } from '../state/user.ts';
import { isAdministrator } from '../state/user-roles.ts';
import { locateUser } from './locate-user.ts';
import type { Route } from './route.ts';

const DELETE_QUERY: ObjectRule = {
  type: 'object',
  fields: {
    action: { type: 'string', values: ['disassociate', 'delete'] },
    encrypted_email: FLAG,
    transfer_email: { type: 'string', form: 'email' },
    transfer_meeting: FLAG,
    transfer_webinar: FLAG,
    transfer_recording: FLAG,
    transfer_whiteboard: FLAG,
    transfer_clipfiles: FLAG,
    transfer_notes: FLAG,
    transfer_visitors: FLAG,
    transfer_docs: FLAG,
  },
};

/** DELETE /users/{userId} */
export const deleteUser = {
  method: 'DELETE',
  template: '/users/{userId}',
  label: 'light',
  scopes: ['user:delete:user:admin', 'user:write:admin'],
  query: DELETE_QUERY,
  handle: remove,
} as const satisfies Route;

function remove(request: ApiRequest, server: ServerState): HttpReply {
  const located = locateUser(request, server);
  if ('refused' in located) return located.refused;
  const { user } = located;
  const { account, settings } = server;
  const action = request.query.action === 'delete' ? 'delete' : 'disassociate';
  const refused = roleRefusal(user) ?? actionRefusal(action, user, settings);
  if (refused) return refused;
  const found = findTransfer(request.query, user, account);
  if ('refused' in found) return found.refused;
  account.remove(user, { action, ...found });
  return { status: 204, effect: true };
}

function roleRefusal({ roles }: User): HttpReply | undefined {
  if (roles.has('zoom-room')) return refusal(400, 200, 'Cannot delete a Zoom Rooms user.');
  if (isAdministrator(roles)) return refusal(400, 1117, 'You can not disassociate an Admin user.');
  if (roles.has('call-queue-manager')) {
    return refusal(
      400,
      1000,
      'The user cannot be changed because they are a Call-queue manager or Auto-receptionist operator.',
    );
  }
  return undefined;
}

function actionRefusal(
  action: RemovedUser['action'],
  { email, loginType, status }: User,
  { managedDomains = [] }: SimulatorSettings,
): HttpReply | undefined {
  if (status === 'pending') {
    // Zoom documents the rule, but not how it words the refusal. The managed domain is of no matter before the
    // invitation is accepted: otherwise nothing could take such a user out.
    return action === 'delete'
      ? refusal(400, 300, 'A pending user cannot be deleted. To remove a pending user, use `disassociate`.')
      : undefined;
  }
  if (action === 'delete') return undefined;
  if (loginType === API_USER) return refusal(400, 300, 'Unable to unlink API user(s).');
  return managedDomains.includes(emailDomain(email))
    ? refusal(400, 1107, 'You can not disassociate a user with managed domain.')
    : undefined;
}

const API_USER = 99;

/** Who shall take over what, if anybody shall. */
function findTransfer(
  { transfer_email: to, ...flags }: JsonObject,
  user: User,
  account: Account,
): Pick<RemovedUser, 'transfer'> | { readonly refused: HttpReply } {
  const items = Object.keys(flags)
    .filter((name) => name.startsWith(TRANSFER) && flags[name] === true)
    .map((name) => name.slice(TRANSFER.length));
  if (to === undefined) {
    const refused = noTargetRefusal(items, user);
    return refused ? { refused } : {};
  }
  if (String(to).toLowerCase() === user.email.toLowerCase()) return { refused: TO_ITSELF };
  const target = account.find(String(to));
  if (target?.status === 'active') return { transfer: { to: target.email, items } };
  // Zoom documents that the target must be able to receive the data, but not these words.
  const what = target ? 'is not active' : 'does not exist';
  return { refused: refusal(400, 300, `The destination user ${what} and cannot receive this data.`) };
}

const TRANSFER = 'transfer_';

const TO_ITSELF = refusal(
  400,
  300,
  "The transfer-to email address cannot be the same as the unlinked or deleted user's email address.",
);

function noTargetRefusal(items: readonly string[], { roles }: User): HttpReply | undefined {
  if (roles.has('event-host')) {
    return refusal(
      400,
      300,
      'This user has published events on Zoom Events and you do not specify a target user to transfer data.',
    );
  }
  // What Zoom does with data that it shall transfer to nobody is not documented.
  return items.length > 0
    ? validationFailed([{ field: 'transfer_email', message: 'Missing field.' }])
    : undefined;
}
