import { endpointOf, type RepeatableEndpoint } from '../core/endpoints.ts';
import type { Reply, ZoomRequest } from '../core/zoom-api.ts';
import { callZoom } from './call-zoom.ts';
import { type RequestKeeper, type SendContext, sendRequest } from './send-request.ts';

/** Of a question nothing needs to be on record. */
const NOTHING_TO_KEEP: RequestKeeper = {
  line: undefined,
  invites: false,
  started: async () => undefined,
  cancelled: () => undefined,
  permitted: () => undefined,
  answered: () => undefined,
};

/**
 * Asks the account something for the run as a whole, with as many attempts as the policy allows.
 * @throws {ZoomError} when there is no answer; {Stopped} when the run stops first
 */
export async function readAccount(
  call: ZoomRequest & { readonly endpoint: RepeatableEndpoint },
  context: SendContext,
): Promise<Reply> {
  const { quotas, outages, clock, stop } = context.services;
  await quotas.require(endpointOf(call.endpoint).label);
  return callZoom(call, (options) => sendRequest(call, NOTHING_TO_KEEP, context, options), {
    inheritedSince: undefined,
    onAsked: () => undefined,
    known: () => outages.known(call.endpoint, stop.signal),
    clock,
    signal: stop.signal,
  });
}

/** Asks once, past all that wait, to see whether anything gets through. @throws {ZoomError} when it did not leave */
export async function probeAccount(
  call: ZoomRequest & { readonly endpoint: RepeatableEndpoint },
  context: SendContext,
): Promise<void> {
  await sendRequest(call, { ...NOTHING_TO_KEEP, probes: true }, context, { first: false });
}
