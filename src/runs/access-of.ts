import { type Access, otherHosts, readAccess, readProvidedAccess } from '../config/credentials.ts';
import type { Environment } from '../config/environment.ts';
import type { Notice } from '../core/notice.ts';
import type { Operator } from './operator.ts';
import type { OwnParts } from './own-parts.ts';

/** Where and as whom to talk to Zoom. @throws {UsageError} when that is not said, or cannot be right */
export async function accessOf(environment: Environment, { token }: OwnParts = {}): Promise<Access> {
  return token ? readProvidedAccess(environment, token) : readAccess(environment);
}

/**
 * Names the hosts that are not Zoom's and the account, before anything else is said, and what is odd about how the run was started.
 * A program that starts a run knows its account.
 */
export function tellBeginning(
  access: Access | undefined,
  { listen, notices = [], own }: Pick<Operator, 'listen' | 'notices' | 'own'>,
): void {
  // A program that has a Zoom of its own on this machine knows.
  const hosts = (access ? otherHosts(access) : []).filter(({ isHere }) => !own || !isHere);
  if (hosts.length > 0) listen({ type: 'notice', notice: { kind: 'otherHost', hosts } });
  if (access && !own) listen({ type: 'notice', notice: accountNotice(access) });
  for (const notice of notices) listen({ type: 'notice', notice });
}

export function accountNotice({ account, apiUrl }: Access, name?: string): Notice {
  return { kind: 'account', account, name, apiUrl };
}
