import { connectionFaultOf } from '../core/connection-faults.ts';
import type { StopReason } from '../core/stop-reason.ts';
import { adviseOnFault } from '../core/system-fault.ts';
import { unreachable } from '../support/unreachable.ts';
import { describeHolder } from './describe-holder.ts';
import { describeLines } from './describe-lines.ts';
import {
  describeCall,
  describeCause,
  describePlace,
  describeRoundTime,
  describeSighting,
} from './describe-outage.ts';
import { describeCount } from './terminal/wording.ts';

/** Why a run ended early, as a sentence. */
export function describeStop(reason: StopReason): string {
  switch (reason.kind) {
    case 'signal':
      return reason.signal === 'SIGINT' ? 'Interrupted with Ctrl-C.' : `Interrupted by ${reason.signal}.`;
    case 'aborted':
      return `Aborted: ${reason.message}.`;
    case 'signInRefused':
      return lead('Zoom refused ', 'the sign-in: ', reason.message);
    case 'signInFailed':
      return lead(
        "Zoom's sign-in ",
        'could not be reached: ',
        reason.message.replace(/^signing in at Zoom failed: /, ''),
      );
    case 'outage':
      return describeOutage(reason);
    case 'unusable':
      return `Zoom cannot be connected to: ${reason.message}.`;
    case 'missingScope':
      return `The Zoom app lacks the scope ${reason.scope}: ${reason.message}`;
    case 'missingPermission':
      return `The role of the app's owner lacks the permission ${reason.permission}: ${reason.message}`;
    case 'unknownAddress':
      return `${describeAddress(reason)}: ${reason.message}`;
    case 'breaker':
      return `${describeStreak(reason)}: ${reason.message}`;
    case 'heldBack': {
      const { rows, message } = reason;
      const which = `${describeCount(rows, `${reason.action} row`)}${describeLicence(reason)}`;
      return `Zoom refused ${which} in a row for the same reason, and rows like them are held back: ${message}`;
    }
    case 'inputChanged':
      return describeChange(reason);
    case 'broken':
      return `Stopped because something on this machine failed: ${reason.message}`;
    case 'crashed':
      return 'The run crashed: its process was killed, or the machine stopped.';
    case 'underWay':
      return `The run is under way: ${describeHolder(reason)}.`;
    default:
      return unreachable(reason);
  }
}

type StopOf<Kind extends StopReason['kind']> = Extract<StopReason, { readonly kind: Kind }>;

function describeAddress({
  address = 'the address that was called',
  call,
  signIn,
}: StopOf<'unknownAddress'>): string {
  if (call === undefined) return `Zoom's ${signIn ? 'sign-in' : 'API'} is not at ${address}`;
  return `${address} does not know the call ${describeCall(call)}`;
}

function describeOutage({ forMs, call, seen }: StopOf<'outage'>): string {
  const time = forMs > 0 ? ` for ${describeRoundTime(forMs)}` : '';
  if (call === undefined) {
    return `Nothing has got through to ${describePlace(seen)}${time} (${describeCause(seen)}).`;
  }
  return `${describeCall(call)} has got no answer${time}, while other calls did, and rows that make it are held back: ${describeSighting(seen)}`;
}

function describeChange({ rows, firstLines, endsEarly }: StopOf<'inputChanged'>): string {
  const are = `${describeCount(rows, 'row')} ${rows === 1 ? 'is' : 'are'}`;
  const ends = endsEarly ? ' and ends early now' : '';
  return `The input was changed after it was checked${ends}: ${are} not in it any more as checked (${describeLines(firstLines, rows)}).`;
}

/** An older version of this program has put the rows into the message. */
function describeStreak({ rows, action }: StopOf<'breaker'>): string {
  if (rows !== undefined && action === undefined)
    return `Stopped because ${describeCount(rows, 'row')} in a row got no answer`;
  const which = rows === undefined ? '' : `: ${describeCount(rows, `${action} row`)} in a row`;
  return `Stopped because Zoom refused one row after another for the same reason${which}`;
}

/** ` with type 2`. */
function describeLicence({ licence = {} }: StopOf<'heldBack'>): string {
  const asked = Object.entries(licence).map(([field, value]) => `${field} ${value}`);
  return asked.length > 0 ? ` with ${asked.join(', ')}` : '';
}

/** A message that says by itself who refused what has nothing put before it. */
function lead(who: string, what: string, message: string): string {
  return message.startsWith(who) ? message : `${who}${what}${message}`;
}

/** What must be done before the run can go on; undefined when nothing must. */
export function adviseOnStop(reason: StopReason): string | undefined {
  switch (reason.kind) {
    case 'signal':
    case 'aborted':
    case 'crashed':
    case 'underWay':
      return undefined;
    case 'signInRefused':
      return (
        'Check ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET (or ZOOM_ACCESS_TOKEN, which lasts an hour) and ' +
        'that the app is activated in the Zoom App Marketplace.'
      );
    case 'signInFailed':
      return 'Check the network, a proxy or firewall in between, ZOOM_OAUTH_URL, and status.zoom.us.';
    case 'unusable':
      return 'Set that right: no request leaves before.';
    case 'missingScope':
      return `Have the administrator of the Zoom app add the scope ${reason.scope} in the Zoom App Marketplace.`;
    case 'missingPermission':
      return (
        `Have an administrator of the Zoom account give the role of the app's owner the permission ${reason.permission}, in ` +
        'the Zoom portal under User Management, Roles.'
      );
    case 'outage':
      return adviseOnOutage(reason);
    case 'unknownAddress':
      return reason.signIn
        ? "Check ZOOM_OAUTH_URL: Zoom's own address, which is used without it, is https://zoom.us/oauth/token."
        : "Check ZOOM_API_URL: Zoom's own address, which is used without it, is https://api.zoom.us/v2.";
    case 'breaker':
      return adviseOnStreak(reason);
    case 'heldBack':
      return 'Deal with the reason above first: until then the rows that were held back are refused as well.';
    case 'inputChanged':
      return 'Get the input back as it was when it was checked; or make a new file of these rows, and run that.';
    case 'broken':
      return adviseOnBroken(reason);
    default:
      return unreachable(reason);
  }
}

function adviseOnBroken({ fault }: StopOf<'broken'>): string {
  const first = fault ? adviseOnFault(fault) : 'Deal with the cause, such as a full disk.';
  const kept =
    fault?.code === 'GONE' && fault.thing === 'ledger'
      ? 'The report is all that there is of this run.'
      : 'What was done until then is recorded.';
  return `${first} ${kept} Details are in run.log.`;
}

function adviseOnOutage({ seen: { signIn: isSignIn, fault = '' } }: StopOf<'outage'>): string {
  if (connectionFaultOf(fault)?.lasts === 'setting') {
    return fault.startsWith('PROXY_')
      ? 'Check HTTPS_PROXY, and whether the proxy wants a name and a password in it.'
      : 'Check ZOOM_API_URL and ZOOM_OAUTH_URL; where a proxy reads along, its certificate has to be in NODE_EXTRA_CA_CERTS.';
  }
  const signIn = isSignIn ? 'ZOOM_OAUTH_URL, ' : '';
  return `Check the network, a proxy or firewall in between, ${signIn}and status.zoom.us. --outage says how long a run waits.`;
}

function adviseOnStreak({ rows, action }: StopOf<'breaker'>): string {
  if (action !== undefined)
    return `Deal with the reason above first: further ${action} rows would be refused as well.`;
  return rows === undefined
    ? 'Deal with the reason above first: every further row would have been refused as well.'
    : 'Check the network, a proxy or firewall in between, and status.zoom.us.';
}

/** Whether only some of the rows were left over, and the others went on. */
export function isHoldingBack(reason: StopReason): boolean {
  return reason.kind === 'heldBack' || ('call' in reason && reason.call !== undefined);
}
