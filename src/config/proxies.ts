import { UsageError } from '../core/usage-error.ts';
import type { Proxies } from '../zoom/transport.ts';
import type { Environment } from './environment.ts';

/** Not SOCKS: what undici has for it limits neither answers nor connections, and speaks TLS to the proxy. */
const PROTOCOLS = ['http:', 'https:'];

/**
 * The proxies of an environment, as curl and others read them: lower case first. This machine itself is never behind one.
 * @throws {UsageError} when an address cannot be one of a proxy
 */
export function proxiesOf(environment: Environment): Proxies | undefined {
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
  if (text === '' || isAddress(text)) return text;
  throw new UsageError(
    `${name} is not the address of a proxy: write one that begins with http:// or https://, such as http://proxy.example.com:3128.`,
  );
}

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return PROTOCOLS.includes(protocol) && hostname !== '' && isEncoded(username) && isEncoded(password);
}

/** Whether what has a percent sign can be read as what it stands for. */
function isEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** What must not appear anywhere of how a proxy knows us: as it is written, as it is meant, and as it is sent. */
export function proxySecrets({ https, http }: Proxies): string[] {
  return [https, http].filter(Boolean).flatMap((text) => {
    const { username, password } = new URL(text);
    if (username === '' && password === '') return [];
    const [user, word] = [username, password].map(decodeURIComponent);
    const sent = Buffer.from(`${user}:${word}`).toString('base64');
    // A name alone is a key.
    return [password || username, word || user, sent].filter((its) => its !== undefined);
  });
}
