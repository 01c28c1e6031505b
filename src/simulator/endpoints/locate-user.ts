import type { ApiRequest } from '../http/api-request.ts';
import { type HttpReply, noSuchUser, refusal } from '../http/http-reply.ts';
import { DAY_MS } from '../state/day.ts';
import type { ServerState } from '../state/server-state.ts';
import type { User } from '../state/user.ts';

/** The user a path names, or the refusal. `me` is nobody: a server-to-server app has no user. */
export function locateUser(
  { user: idOrEmail, query }: ApiRequest,
  { account, settings }: ServerState,
): { readonly user: User } | { readonly refused: HttpReply } {
  // Nothing here encrypts an address, so one that is said to be encrypted is nobody's.
  const user = query.encrypted_email === true ? undefined : account.find(idOrEmail);
  if (!user) return { refused: noSuchUser(idOrEmail) };
  const { login_type: loginType = user.loginType } = query;
  if (loginType !== user.loginType) return { refused: noSuchUser(idOrEmail) };
  if (user.status === 'pending' && settings.now() - user.createdAt > INVITATION_MS) {
    return { refused: INVITATION_EXPIRED };
  }
  return { user };
}

const INVITATION_MS = 30 * DAY_MS;

const INVITATION_EXPIRED = refusal(
  400,
  1120,
  "A valid invitation to join the Zoom account wasn't found for this user. This error happens if you add a user " +
    "to your account but the user didn't accept the invitation and the invitation expired, making the `userId` invalid.",
);
