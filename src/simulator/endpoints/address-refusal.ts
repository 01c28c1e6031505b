import { type HttpReply, refusal } from '../http/http-reply.ts';
import { emailDomain } from '../schema/email-domain.ts';
import type { SimulatorSettings } from '../state/simulator-settings.ts';

/**
 * Refuses an address that a user of this account may not have, whoever has it.
 * @param mustBeManaged only addresses of the managed domains will do, if the account has such
 */
export function addressRefusal(
  email: string,
  mustBeManaged: boolean,
  { blockedDomains, managedDomains, takenElsewhere }: SimulatorSettings,
): HttpReply | undefined {
  const domain = emailDomain(email);
  if (blockedDomains.includes(domain)) return refusal(400, 1107, 'Email domain is blocked.');
  if (mustBeManaged && managedDomains && !managedDomains.includes(domain)) {
    const domains = managedDomains.join(',');
    return refusal(400, 1116, `Email address ${email} doesn't match limited domains: ${domains}`);
  }
  if (takenElsewhere.some((taken) => taken.toLowerCase() === email.toLowerCase())) {
    return refusal(400, 1009, `The user ${email} already holds an active account.`);
  }
  return undefined;
}
