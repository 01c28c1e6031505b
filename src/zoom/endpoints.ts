import type { Label } from '../core/labels.ts';
import type { EndpointName } from '../core/zoom-api.ts';

export type Endpoint = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  /** Relative to the API's base URL; `{user}` is replaced by the encoded user. */
  readonly path: string;
  readonly label: Label;
  /** Sending it twice comes to the same as sending it once. */
  readonly repeatable: boolean;
  /** A success has a JSON body; without it something between us and Zoom answered. */
  readonly replyHasBody: boolean;
  /** The OAuth scope that a new Server-to-Server app needs for it. */
  readonly scope: string;
};

/** Every call that this program can make, with the rate-limit label that Zoom's specification gives it. */
export const ENDPOINTS = {
  createUser: {
    method: 'POST',
    path: '/users',
    label: 'light',
    repeatable: false,
    replyHasBody: true,
    scope: 'user:write:user:admin',
  },
  updateUser: {
    method: 'PATCH',
    path: '/users/{user}',
    label: 'light',
    repeatable: true,
    replyHasBody: false,
    scope: 'user:update:user:admin',
  },
  setStatus: {
    method: 'PUT',
    path: '/users/{user}/status',
    label: 'light',
    repeatable: true,
    replyHasBody: false,
    scope: 'user:update:status:admin',
  },
  setPassword: {
    method: 'PUT',
    path: '/users/{user}/password',
    label: 'medium',
    repeatable: true,
    replyHasBody: false,
    scope: 'user:update:password:admin',
  },
  getUser: {
    method: 'GET',
    path: '/users/{user}',
    label: 'light',
    repeatable: true,
    replyHasBody: true,
    scope: 'user:read:user:admin',
  },
} as const satisfies Record<EndpointName, Endpoint>;

/** The path of a call. The user is always encoded: ids may hold `/`, `+` or `&`, addresses nearly anything. */
export function endpointPath(endpoint: Endpoint, user: string | undefined): string {
  return endpoint.path.replace('{user}', () => encodeSegment(user ?? ''));
}

/** A dot cannot be encoded: to every URL parser `%2E%2E` is the folder above, too. */
function encodeSegment(user: string): string {
  if (/^\.{0,2}$/.test(user)) throw new Error(`"${user}" would name another path than a user's`);
  return encodeURIComponent(user);
}
