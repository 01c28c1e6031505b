import { UsageError } from '../core/usage-error.ts';
import type { Credentials, TokenProvider } from '../zoom/token.ts';
import type { Proxies } from '../zoom/transport.ts';
import { describeDamage } from './credential-damage.ts';
import type { Environment } from './environment.ts';
import { APP_VARIABLES, type Misspelling, misspelledVariables } from './variable-names.ts';

/** Where and as whom a run talks to Zoom. */
export type Access = {
  readonly credentials: Credentials;
  /** Under which the ledger counts quotas and holds the lock. */
  readonly account: string;
  readonly apiUrl: string;
  readonly proxies?: Proxies | undefined;
};

const PROXY_PROTOCOLS = ['http:', 'https:', 'socks:', 'socks5:'];

/** @throws {UsageError} when credentials are missing or cannot be right, or an address cannot be used */
export function readAccess(environment: Environment): Access {
  const misspelled = misspelledVariables(environment);
  const apiUrl = address(environment, 'ZOOM_API_URL', misspelled);
  const oauthUrl = address(environment, 'ZOOM_OAUTH_URL', misspelled);
  const find = (name: string) => environment[name]?.trim() ?? '';
  const [accountId = '', clientId = '', clientSecret = ''] = APP_VARIABLES.map(find);
  const accessToken = find('ZOOM_ACCESS_TOKEN');
  if (accountId && clientId && clientSecret) {
    refuseDamaged({ ZOOM_ACCOUNT_ID: accountId, ZOOM_CLIENT_ID: clientId, ZOOM_CLIENT_SECRET: clientSecret });
    const credentials = { kind: 'serverToServer', accountId, clientId, clientSecret, oauthUrl } as const;
    return { credentials, account: accountId, apiUrl, proxies: proxiesOf(environment) };
  }
  if (accessToken) {
    refuseDamaged({ ZOOM_ACCESS_TOKEN: accessToken, ZOOM_ACCOUNT_ID: accountId });
    const account = accountId || accountOf(accessToken) || accountAt(apiUrl);
    return {
      credentials: { kind: 'accessToken', accessToken },
      account,
      apiUrl,
      proxies: proxiesOf(environment),
    };
  }
  throw new UsageError(describeMissing(environment, misspelled));
}

/**
 * The same with access tokens from somebody else.
 * @throws whatever the provider throws when the account must be learnt from a token
 */
export async function readProvidedAccess(environment: Environment, provide: TokenProvider): Promise<Access> {
  const misspelled = misspelledVariables(environment);
  const apiUrl = address(environment, 'ZOOM_API_URL', misspelled);
  const account = environment.ZOOM_ACCOUNT_ID?.trim() || accountOf(await provide()) || accountAt(apiUrl);
  return { credentials: { kind: 'provided', provide }, account, apiUrl, proxies: proxiesOf(environment) };
}

function accountAt(apiUrl: string): string {
  return `the account at ${new URL(apiUrl).host}`;
}

/** The account of the credentials in an environment; undefined where there are none, since a run may bring its own. */
export function credentialsAccount(environment: Environment): string | undefined {
  const has = (name: string) => Boolean(environment[name]?.trim());
  if (has('ZOOM_ACCESS_TOKEN') || APP_VARIABLES.every(has)) return readAccess(environment).account;
  return environment.ZOOM_ACCOUNT_ID?.trim() || undefined;
}

function describeMissing(environment: Environment, misspelled: readonly Misspelling[]): string {
  const isMissing = (name: string) => !environment[name]?.trim();
  return [
    `Not set: ${APP_VARIABLES.filter(isMissing).join(', ')}.`,
    ...misspelled
      .filter(({ meant }) => isMissing(meant))
      .map(({ found, meant }) => `Found ${found}: did you mean ${meant}?`),
    'They come from a Server-to-Server OAuth app in the Zoom App Marketplace; set them in the environment or with',
    '--env-file <file>, or set ZOOM_ACCESS_TOKEN. Without credentials: preview, or run --simulate.',
  ].join(' ');
}

function refuseDamaged(credentials: Readonly<Record<string, string>>): void {
  const problems = Object.entries(credentials).flatMap(([name, value]) => {
    const damage = value === '' ? undefined : describeDamage(value);
    return damage === undefined ? [] : [`${name} ${damage}.`];
  });
  if (problems.length > 0) throw new UsageError(problems.join('\n'), problems);
}

/** Zoom's tokens are JWTs that name the account; nothing is trusted to it but the ledger's bookkeeping. */
function accountOf(token: string): string | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const { aid } = payload as { aid?: unknown };
    return typeof aid === 'string' && aid !== '' ? aid : undefined;
  } catch {
    return undefined;
  }
}

/** As curl and others read them: lower case first. This machine itself is never behind a proxy. */
function proxiesOf(environment: Environment): Proxies | undefined {
  const find = (name: string) => environment[name]?.trim() ?? '';
  const findProxy = (name: string) => {
    const used = find(name.toLowerCase()) ? name.toLowerCase() : name;
    return proxyAddress(used, find(used));
  };
  const [https, http] = [findProxy('HTTPS_PROXY'), findProxy('HTTP_PROXY')];
  if (!https && !http) return undefined;
  const noProxy = find('no_proxy') || find('NO_PROXY');
  return { https, http, except: [noProxy, 'localhost,127.0.0.1,::1'].filter(Boolean).join(',') };
}

/** It is not quoted when it cannot be used: it may hold a password. */
function proxyAddress(name: string, text: string): string {
  if (text === '' || (URL.canParse(text) && PROXY_PROTOCOLS.includes(new URL(text).protocol))) return text;
  throw new UsageError(
    `${name} is not the address of a proxy: write one that begins with http://, https:// or socks5://, such as http://proxy.example.com:3128.`,
  );
}

/** The addresses of Zoom itself; another host may have them elsewhere. */
const ZOOM = {
  ZOOM_API_URL: 'https://api.zoom.us/v2',
  ZOOM_OAUTH_URL: 'https://zoom.us/oauth/token',
} as const;

/** By hand: an expression tries every slash of a long row of them that does not stand at the end. */
function withoutSlashes(text: string): string {
  let end = text.length;
  while (text[end - 1] === '/') end -= 1;
  return text.slice(0, end);
}

function address(
  environment: Environment,
  name: keyof typeof ZOOM,
  misspelled: readonly Misspelling[],
): string {
  const given = withoutSlashes(environment[name]?.trim() ?? '');
  const other = misspelled.find(({ meant }) => meant === name);
  // Credentials must not go to Zoom when they were meant for another address.
  if (!given && other) throw new UsageError(`${other.found} is not read: did you mean ${name}?`);
  const text = given || ZOOM[name];
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

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
