import { type Access, otherHosts, readAccess, readProvidedAccess } from '../config/credentials.ts';
import type { Environment } from '../config/environment.ts';
import type { Operator } from './operator.ts';
import type { OwnParts } from './own-parts.ts';

/** Where and as whom to talk to Zoom. @throws {UsageError} when that is not said, or cannot be right */
export async function accessOf(environment: Environment, { token }: OwnParts = {}): Promise<Access> {
  return token ? readProvidedAccess(environment, token) : readAccess(environment);
}

/** Names the hosts that are not Zoom's, before anything else is said, and what is odd about how the run was started. */
export function tellBeginning(
  access: Access | undefined,
  { listen, notices = [], own }: Pick<Operator, 'listen' | 'notices' | 'own'>,
): void {
  // A program that has a Zoom of its own on this machine knows.
  const hosts = (access ? otherHosts(access) : []).filter(({ isHere }) => !own || !isHere);
  if (hosts.length > 0) listen({ type: 'notice', notice: { kind: 'otherHost', hosts } });
  for (const notice of notices) listen({ type: 'notice', notice });
}
