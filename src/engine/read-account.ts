import { endpointOf, type RepeatableEndpoint } from '../core/endpoints.ts';
import type { Reply, ZoomRequest } from '../core/zoom-api.ts';
import { callZoom } from './call-zoom.ts';
import type { RunContext } from './run-context.ts';
import { type RequestKeeper, sendRequest } from './send-request.ts';

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
  context: RunContext,
): Promise<Reply> {
  const { quotas, clock, stop } = context.services;
  await quotas.require(endpointOf(call.endpoint).label);
  return callZoom(call, (options) => sendRequest(call, NOTHING_TO_KEEP, context, options), {
    inheritedSince: undefined,
    onAsked: () => undefined,
    clock,
    signal: stop.signal,
  });
}
