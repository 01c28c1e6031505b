import { UsageError } from '../core/usage-error.ts';
import type { Credentials } from '../zoom/token.ts';
import type { Proxies } from '../zoom/transport.ts';
import type { Environment } from './environment.ts';

/** Where and as whom a run talks to Zoom. */
export type Access = {
  readonly credentials: Credentials;
  /** Under which the ledger counts quotas and holds the lock. */
  readonly account: string;
  readonly apiUrl: string;
  readonly proxies?: Proxies | undefined;
};

const NEEDED = ['ZOOM_ACCOUNT_ID', 'ZOOM_CLIENT_ID', 'ZOOM_CLIENT_SECRET'] as const;

const PROXY_PROTOCOLS = ['http:', 'https:', 'socks:', 'socks5:'];

/** @throws {UsageError} when credentials are missing or an address cannot be used */
export function readAccess(environment: Environment): Access {
  const apiUrl = address(environment, 'ZOOM_API_URL', 'https://api.zoom.us/v2');
  const oauthUrl = address(environment, 'ZOOM_OAUTH_URL', 'https://zoom.us/oauth/token');
  const accessToken = environment.ZOOM_ACCESS_TOKEN?.trim();
  const [accountId, clientId, clientSecret] = NEEDED.map((name) => environment[name]?.trim() ?? '');
  if (accountId && clientId && clientSecret) {
    const credentials = { kind: 'serverToServer', accountId, clientId, clientSecret, oauthUrl } as const;
    return { credentials, account: accountId, apiUrl, proxies: proxiesOf(environment) };
  }
  if (accessToken) {
    const account = accountId || accountOf(accessToken) || `the account at ${new URL(apiUrl).host}`;
    return {
      credentials: { kind: 'accessToken', accessToken },
      account,
      apiUrl,
      proxies: proxiesOf(environment),
    };
  }
  const missing = NEEDED.filter((name) => !environment[name]?.trim());
  throw new UsageError(
    `Not set: ${missing.join(', ')}. They come from a Server-to-Server OAuth app in the Zoom App Marketplace; set them in ` +
      'the environment or with --env-file <file>, or set ZOOM_ACCESS_TOKEN. Without credentials: preview, or run --simulate.',
  );
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

function address(environment: Environment, name: string, otherwise: string): string {
  const text = environment[name]?.trim() || otherwise;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))) {
    return text.replace(/\/+$/, '');
  }
  throw new UsageError(
    `${name}: found "${text}"; write an address that begins with https:// (http:// only for this machine itself, such as http://127.0.0.1:8080).`,
  );
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
