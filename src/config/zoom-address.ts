import { UsageError } from '../core/usage-error.ts';
import type { Environment } from './environment.ts';
import type { Misspelling } from './variable-names.ts';

/** The addresses of Zoom itself; another host may have them elsewhere. */
const ZOOM = {
  ZOOM_API_URL: 'https://api.zoom.us/v2',
  ZOOM_OAUTH_URL: 'https://zoom.us/oauth/token',
} as const;

export type AddressVariable = keyof typeof ZOOM;

/**
 * Where to call Zoom, or to sign in.
 * @throws {UsageError} when the address cannot be used. What may be a password in it is not quoted
 */
export function zoomAddress(
  environment: Environment,
  name: AddressVariable,
  misspelled: readonly Misspelling[],
): string {
  const given = withoutSlashes(environment[name]?.trim() ?? '');
  const other = misspelled.find(({ meant }) => meant === name);
  // Credentials must not go to Zoom when they were meant for another address.
  if (!given && other) throw new UsageError(`${other.found} is not read: did you mean ${name}?`);
  const text = given || ZOOM[name];
  if (/[@?#]/.test(text)) {
    throw new UsageError(
      `${name} has a user name, a password or a query in it (a sign @, ? or #): write the address alone, such as ${ZOOM[name]}.`,
    );
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!url || !isSafe || /\s/.test(text)) {
    throw new UsageError(
      `${name}: found "${environment[name]?.trim()}"; write an address that begins with https:// (http:// only for this machine itself, such as http://127.0.0.1:8080).`,
    );
  }
  const { pathname } = new URL(ZOOM[name]);
  if (/(^|\.)zoom(gov)?\.(us|com)$/.test(url.hostname) && url.pathname !== pathname) {
    throw new UsageError(`${name}: found "${text}"; write ${url.origin}${pathname}.`);
  }
  return text;
}

/** By hand: an expression tries every slash of a long row of them that does not stand at the end. */
function withoutSlashes(text: string): string {
  let end = text.length;
  while (text[end - 1] === '/') end -= 1;
  return text.slice(0, end);
}

/** Whether a host is one of Zoom's: the world's, one of a region, or that of the United States' authorities. */
export function isZooms(url: string): boolean {
  return /^(?:[a-z\d-]+\.)*zoom(?:gov\.com|\.us)\.?$/.test(new URL(url).hostname);
}

/** Whether a host is this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
