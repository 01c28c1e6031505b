import { UsageError } from '../core/usage-error.ts';
import type { Credentials, TokenProvider } from '../zoom/token.ts';
import type { Proxies } from '../zoom/transport.ts';
import { describeDamage } from './credential-damage.ts';
import type { Environment } from './environment.ts';
import { proxiesOf } from './proxies.ts';
import { APP_VARIABLES, type Misspelling, misspelledVariables } from './variable-names.ts';
import { type AddressVariable, isLoopback, isZooms, zoomAddress } from './zoom-address.ts';

/** Where and as whom a run talks to Zoom. */
export type Access = {
  readonly credentials: Credentials;
  /** Under which the ledger counts quotas and holds the lock. */
  readonly account: string;
  readonly apiUrl: string;
  readonly proxies?: Proxies | undefined;
};

/** @throws {UsageError} when credentials are missing or cannot be right, or an address cannot be used */
export function readAccess(environment: Environment): Access {
  const misspelled = misspelledVariables(environment);
  const apiUrl = zoomAddress(environment, 'ZOOM_API_URL', misspelled);
  const oauthUrl = zoomAddress(environment, 'ZOOM_OAUTH_URL', misspelled);
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
  const apiUrl = zoomAddress(environment, 'ZOOM_API_URL', misspelled);
  const account = environment.ZOOM_ACCOUNT_ID?.trim() || accountOf(await provide()) || accountAt(apiUrl);
  return { credentials: { kind: 'provided', provide }, account, apiUrl, proxies: proxiesOf(environment) };
}

export type OtherHost = {
  readonly host: string;
  readonly variables: readonly AddressVariable[];
  /** It is this machine. */
  readonly isHere: boolean;
};

/** The hosts that a run sends to and that are not Zoom's, each with the variables that name it. */
export function otherHosts({ apiUrl, credentials }: Access): OtherHost[] {
  const used: [AddressVariable, string][] = [['ZOOM_API_URL', apiUrl]];
  if (credentials.kind === 'serverToServer') used.push(['ZOOM_OAUTH_URL', credentials.oauthUrl]);
  const others = used.filter(([, url]) => !isZooms(url));
  return [...Map.groupBy(others, ([, url]) => new URL(url).host)].map(([host, its]) => ({
    host,
    variables: its.map(([name]) => name),
    isHere: isLoopback(new URL(`https://${host}`).hostname),
  }));
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
