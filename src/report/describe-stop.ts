import type { StopReason } from '../core/stop-reason.ts';
import { unreachable } from '../support/unreachable.ts';

/** Why a run ended early, as a sentence. */
export function describeStop(reason: StopReason): string {
  switch (reason.kind) {
    case 'signal':
      return reason.signal === 'SIGINT' ? 'Interrupted with Ctrl-C.' : `Interrupted by ${reason.signal}.`;
    case 'signInRefused':
      return `Zoom refused the sign-in: ${reason.message}`;
    case 'signInFailed':
      return `Zoom's sign-in could not be reached: ${reason.message}`;
    case 'missingScope':
      return `The Zoom app lacks the scope ${reason.scope}: ${reason.message}`;
    case 'breaker':
      return `Stopped because Zoom refused one row after another for the same reason: ${describeStreak(reason)}${reason.message}`;
    case 'broken':
      return `Stopped because something on this machine failed: ${reason.message}`;
    default:
      return unreachable(reason);
  }
}

/** Nothing where an older version of this program has put it into the message. */
function describeStreak({ rows, action }: Extract<StopReason, { kind: 'breaker' }>): string {
  if (rows === undefined) return '';
  return action === undefined ? `${rows} rows in a row got no answer: ` : `${rows} ${action} rows in a row: `;
}

/** What must be done before the run can go on; undefined when nothing must. */
export function adviseOnStop(reason: StopReason): string | undefined {
  switch (reason.kind) {
    case 'signal':
      return undefined;
    case 'signInRefused':
      return (
        'Check ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET (or ZOOM_ACCESS_TOKEN, which lasts an hour) and ' +
        'that the app is activated in the Zoom App Marketplace.'
      );
    case 'signInFailed':
      return 'Check the network, a proxy or firewall in between, ZOOM_OAUTH_URL, and status.zoom.us.';
    case 'missingScope':
      return `Have the administrator of the Zoom app add the scope ${reason.scope} in the Zoom App Marketplace.`;
    case 'breaker':
      return 'Deal with the reason above first: every further row would have been refused as well.';
    case 'broken':
      return 'Deal with the cause, such as a full disk; what was done until then is recorded. Details are in run.log.';
    default:
      return unreachable(reason);
  }
}
