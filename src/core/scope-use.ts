import type { EndpointName } from './endpoints.ts';
import { ACTION_NAMES, type ActionName } from './vocabulary.ts';

/** What a call, and the scope that it takes, is for. */
export type ScopeUse = {
  /** They cannot be carried out without it. */
  readonly actions: readonly ActionName[];
  /** What else it is for. */
  readonly also?: string;
};

/** What each call is for, so that a scope that is missing can be told by what it keeps from being done. */
export const SCOPE_USE: Readonly<Record<EndpointName, ScopeUse>> = {
  createUser: { actions: ['create', 'autoCreate', 'custCreate', 'ssoCreate'] },
  updateUser: { actions: ['update'], also: "new users' further columns, such as a department" },
  setStatus: { actions: ['activate', 'deactivate'] },
  setPassword: { actions: ['password'] },
  changeEmail: { actions: ['change_email'] },
  removeUser: { actions: ['disassociate', 'delete'] },
  getUser: { actions: ACTION_NAMES, also: 'to ask what came of a request whose answer was lost' },
  listUsers: { actions: [], also: 'tells who has yet to accept an invitation, of whom Zoom ignores changes' },
  summarizeUsers: { actions: [], also: 'tells a live preview how many users have a licence' },
  getAccount: { actions: [], also: "tells the account's name" },
};
