import type { Endpoint } from '../core/endpoints.ts';

/** The path of a call. The user is always encoded: ids may hold `/`, `+` or `&`, addresses nearly anything. */
export function endpointPath(endpoint: Endpoint, user: string | undefined): string {
  return endpoint.path.replace('{user}', () => encodeSegment(user ?? ''));
}

/** A dot cannot be encoded: to every URL parser `%2E%2E` is the folder above, too. */
function encodeSegment(user: string): string {
  if (/^\.{0,2}$/.test(user)) throw new Error(`"${user}" would name another path than a user's`);
  return encodeURIComponent(user);
}
