import type { Label } from './labels.ts';

export type Endpoint = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Relative to the API's base URL; `{user}` is replaced by the encoded user. */
  readonly path: string;
  /** The rate-limit label that Zoom's specification gives it. */
  readonly label: Label;
  /** Sending it twice comes to the same as sending it once. */
  readonly repeatable: boolean;
  /** It only reads: an answer that is lost leaves nothing in doubt. */
  readonly reads?: true;
  /** A success has a JSON body; without it something between us and Zoom answered. */
  readonly replyHasBody: boolean;
  /** The OAuth scope that a new Server-to-Server app needs for it. */
  readonly scope: string;
  /** Scopes of older apps that do as well. */
  readonly classicScopes: readonly string[];
};

/**
 * Every call that this program can make.
 * @see https://developers.zoom.us/docs/api/users/
 */
export const ENDPOINTS = {
  createUser: {
    method: 'POST',
    path: '/users',
    label: 'light',
    repeatable: false,
    replyHasBody: true,
    scope: 'user:write:user:admin',
    classicScopes: ['user:write:admin'],
  },
  updateUser: {
    method: 'PATCH',
    path: '/users/{user}',
    label: 'light',
    repeatable: true,
    replyHasBody: false,
    scope: 'user:update:user:admin',
    classicScopes: ['user:write:admin'],
  },
  setStatus: {
    method: 'PUT',
    path: '/users/{user}/status',
    label: 'light',
    repeatable: true,
    replyHasBody: false,
    scope: 'user:update:status:admin',
    classicScopes: ['user:write:admin'],
  },
  setPassword: {
    method: 'PUT',
    path: '/users/{user}/password',
    label: 'medium',
    repeatable: true,
    replyHasBody: false,
    scope: 'user:update:password:admin',
    classicScopes: ['user:write:admin'],
  },
  changeEmail: {
    method: 'PUT',
    path: '/users/{user}/email',
    label: 'light',
    repeatable: false,
    replyHasBody: false,
    scope: 'user:update:email:admin',
    classicScopes: ['user:write:admin'],
  },
  removeUser: {
    method: 'DELETE',
    path: '/users/{user}',
    label: 'light',
    repeatable: false,
    replyHasBody: false,
    scope: 'user:delete:user:admin',
    classicScopes: ['user:write:admin'],
  },
  getUser: {
    method: 'GET',
    path: '/users/{user}',
    label: 'light',
    repeatable: true,
    reads: true,
    replyHasBody: true,
    scope: 'user:read:user:admin',
    classicScopes: ['user:read:admin', 'user:write:admin'],
  },
  listUsers: {
    method: 'GET',
    path: '/users',
    label: 'medium',
    repeatable: true,
    reads: true,
    replyHasBody: true,
    scope: 'user:read:list_users:admin',
    classicScopes: ['user:read:admin', 'user:write:admin'],
  },
  /** Zoom documents it for the accounts of a master account; others have been seen to get their own. */
  getAccount: {
    method: 'GET',
    path: '/accounts/me',
    label: 'medium',
    repeatable: true,
    reads: true,
    replyHasBody: true,
    scope: 'account:read:sub_account:admin',
    classicScopes: ['account:read:admin'],
  },
  summarizeUsers: {
    method: 'GET',
    path: '/users/summary',
    label: 'medium',
    repeatable: true,
    reads: true,
    replyHasBody: true,
    scope: 'user:read:summary:admin',
    classicScopes: ['user:read:admin', 'user:write:admin'],
  },
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof ENDPOINTS;

/** Endpoints of which a request that got no answer must not be sent again before the account was asked. */
export type UnrepeatableEndpoint = {
  [Name in EndpointName]: (typeof ENDPOINTS)[Name]['repeatable'] extends false ? Name : never;
}[EndpointName];

export type RepeatableEndpoint = Exclude<EndpointName, UnrepeatableEndpoint>;

export function endpointOf(name: EndpointName): Endpoint {
  return ENDPOINTS[name];
}
