import { type HttpReply, refusal } from '../http/http-reply.ts';
import type { ServerState } from '../state/server-state.ts';

/** The refusal when no seat is left for one more user of the type. */
export function seatRefusal(type: number, { account, settings }: ServerState): HttpReply | undefined {
  if (account.hasSeat(type)) return undefined;
  if (type === 1) {
    return refusal(
      400,
      2033,
      "Your request to add a basic user wasn't approved because you've already reached the maximum basic user " +
        'limit allowed in your account. For additional help regarding this issue, contact the Zoom Customer ' +
        'Support team.',
    );
  }
  return refusal(
    400,
    2034,
    'Your request to add a new Licensed user could not be approved at this time because your account has reached ' +
      `the permitted maximum number of ${settings.maxLicensed} users. Please purchase additional licenses or ` +
      'contact the Zoom support team to provision additional users in your account.',
  );
}
