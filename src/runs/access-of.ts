import { type Access, readAccess, readProvidedAccess } from '../config/credentials.ts';
import type { Environment } from '../config/environment.ts';
import type { OwnParts } from './own-parts.ts';

/** Where and as whom to talk to Zoom. @throws {UsageError} when that is not said, or cannot be right */
export async function accessOf(environment: Environment, { token }: OwnParts = {}): Promise<Access> {
  return token ? readProvidedAccess(environment, token) : readAccess(environment);
}
