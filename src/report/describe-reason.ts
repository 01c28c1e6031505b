import { FORESEEN } from '../core/foreseen.ts';
import type { Reason } from '../core/reason.ts';
import type { ResultRow } from '../core/result-row.ts';
import type { StopReason } from '../core/stop-reason.ts';
import { OUTCOMES, type Outcome } from '../core/vocabulary.ts';
import { unreachable } from '../support/unreachable.ts';
import { describeForeseen } from './describe-foreseen.ts';
import { describeProblem, describeProblems } from './describe-problems.ts';
import { describeStop, isHoldingBack } from './describe-stop.ts';

type ReasonOf<Kind extends Reason['kind']> = Extract<Reason, { readonly kind: Kind }>;

/** A row's cell in the column `message`: why it has its outcome, and what it is warned of; empty when there is nothing. */
export function describeMessage({
  outcome,
  reason,
  warnings,
}: Pick<ResultRow, 'outcome' | 'reason' | 'warnings'>): string {
  const said = reason === undefined ? '' : describeReason(reason, outcome);
  // Asked first since most rows have none, and there may be a million.
  if (warnings.length === 0) return said;
  const warned = warnings.map((warning) => `warning: ${describeProblem(warning)}`);
  return (said === '' ? warned : [said, ...warned]).join('; ');
}

/** Why a row has its outcome, as a sentence. */
export function describeReason(reason: Reason, outcome: Outcome): string {
  switch (reason.kind) {
    case 'invalid':
      return describeProblems(reason.problems);
    case 'protected':
      return `${PROTECTED_AFTER[reason.after ?? 'nothing']}protected by --protect ${reason.pattern}`;
    case 'earlierRow':
      return describeEarlierRow(reason);
    case 'refused':
      return describeRefusal(reason);
    case 'afterCreate':
      return `the user was created, but ${SECOND_CALL[outcome === 'unknown' ? 'unknown' : 'refused']}: ${describeReason(reason.reason, outcome)}`;
    case 'afterActivation':
      return `existed already and was activated, but the update did not go through: ${describeReason(reason.reason, outcome)}`;
    case 'existed':
      return describeExisting(reason);
    case 'unchanged':
      return `not sent: ${FORESEEN[reason.what]} (--skip-unchanged)`;
    case 'awaitsInvitation':
      return describeAwaited(reason);
    case 'onlyDisassociate':
      return reason.instead === 'deactivate'
        ? 'not sent: the user has not accepted the invitation, and Zoom does not deactivate who is pending; use the action disassociate, which takes the invitation back'
        : 'the user has not accepted the invitation, and who is pending cannot be deleted: use the action disassociate';
    case 'noAddress':
      return `not sent: the account shows no address under the id ${reason.userId}, so nobody can tell whether --protect names the user; give the address as well`;
    case 'notOneUser':
      return describeTwoUsers(reason);
    case 'settled':
      return reason.by === 'asking' && outcome === 'created' ? SETTLED_CREATE : SETTLED[reason.by];
    case 'quota':
      return `not sent: no ${QUOTA_UNITS[reason.quota]} is left for today (${describeUse(reason)}); the next day begins at 00:00 UTC`;
    case 'unsettled':
      return `an earlier request got no answer, and what came of it is not known yet: ${reason.message}`;
    case 'couldNotAsk':
      return `${reason.lost}; and the account could not be asked what came of it: ${reason.message}`;
    case 'whoseIsUnclear':
      return `the answer was lost; the account has the user, but nothing tells whether this row made it: ${UNCLEAR[reason.why]}; nothing more is sent, so look the user up in Zoom`;
    case 'damagedRecord':
      return DAMAGED;
    case 'interrupted':
      return reason.underWay
        ? 'in hand: the run is under way, and its outcome is not known yet'
        : 'perhaps sent: the run ended before an answer came; `zoom-provision resume` settles it';
    case 'notReached':
      return describeNotReached(reason);
    case 'inputChanged':
      return `not sent: ${CHANGED[reason.what]}${reason.isMadeUp ? ADDED_CHANGED : ''}`;
    case 'preview':
      return describePlan(reason);
    case 'foreseen':
      return describeForeseen(reason, reason.day);
    case 'recorded':
      return reason.message;
    default:
      return unreachable(reason);
  }
}

const CHANGED = {
  row: 'the input was changed after it was checked, and this line is another row now',
  password:
    'the input was changed after it was checked, and the password is another one now, or cannot be compared with the one that was checked',
} as const satisfies Record<ReasonOf<'inputChanged'>['what'], string>;

const ADDED_CHANGED = '; or a function of the job computes it anew each time';

const UNCLEAR = {
  noTime: 'Zoom does not say when the user was added',
  noSince: "when the request left is not known by Zoom's clock",
  otherUser: 'the user was added when the request left or later, but has another name or type',
  future: "Zoom says that the user was added at a time that by Zoom's clock has not come yet",
  invitedBefore: 'the user had been invited by this program before',
} as const satisfies Record<ReasonOf<'whoseIsUnclear'>['why'], string>;
const DAMAGED =
  "the ledger's record of this row is damaged, so what came of it is not known, and line, action and user may be wrong here; " +
  '`zoom-provision resume` asks the account where that can tell';

const SECOND_CALL = {
  refused: 'the update with the other columns did not go through',
  unknown: 'whether the update with the other columns took effect is not known',
} as const;

const PROTECTED_AFTER = {
  nothing: '',
  sent: 'sent by an earlier session, which got no answer; nothing more is sent or asked: ',
  created: 'the user was created; the other columns were not sent: ',
} as const;

function describeExisting({ message, inactive, nothingToChange }: ReasonOf<'existed'>): string {
  if (message !== undefined) return `exists already: ${message}`;
  if (inactive === 'activated') {
    return `existed already and was inactive: activated${nothingToChange ? '' : ' and updated'}`;
  }
  const found = nothingToChange
    ? 'exists already, and the row gives nothing to change'
    : 'existed already, and was updated';
  return inactive === 'still' ? `${found}; ${STILL_INACTIVE}` : found;
}

const STILL_INACTIVE =
  'the user is inactive and still cannot sign in: add a row with the action activate, or run this row with --on-exists reactivate';

function describeTwoUsers({ email, userId, address }: ReasonOf<'notOneUser'>): string {
  const said = address === '' ? 'without an address' : address;
  return (
    `not sent: the row names ${email} and the id ${userId}, which is ${said} in the account; correct one of them or leave ` +
    'it empty (a new address is set by the action change_email, in the column new_email)'
  );
}

function describeEarlierRow({ line, outcome, awaitsInvitation }: ReasonOf<'earlierRow'>): string {
  const earlier = `line ${line}, an earlier row of the same user,`;
  if (awaitsInvitation) return `waits for ${earlier} which waits for the invitation to be accepted`;
  if (outcome === 'deferred') return `waits for ${earlier} which is deferred`;
  if (OUTCOMES[outcome].kind === 'performed') return `${earlier} took the user out of the account`;
  return `${earlier} did not go through (${outcome})`;
}

function describeRefusal({ message, outsideAccount }: ReasonOf<'refused'>): string {
  return outsideAccount
    ? `${message} It belongs to a user outside this account, so it was not updated.`
    : message;
}

function describeAwaited({ what, settled, fromFile }: ReasonOf<'awaitsInvitation'>): string {
  const ofTheFile = fromFile && what !== 'password' ? ', from the same file: a host key is not kept' : '';
  return `${settled ? `${SETTLED_CREATE}; ` : ''}${AWAITED[what]}${ofTheFile}`;
}

const SETTLED_CREATE = 'the answer was lost; the account shows that the user was created';

const SETTLED = {
  asking: 'the answer was lost; the account shows that the change was made',
  sendingAgain: 'sent again, since an answer was lost',
  echo: 'the first answer was lost; Zoom then said that this is the password already',
} as const satisfies Record<ReasonOf<'settled'>['by'], string>;

const AWAITED = {
  profile: 'invited; the other columns are sent by `zoom-provision resume` once the invitation is accepted',
  existingUser:
    'exists already and has not accepted the invitation; `zoom-provision resume` updates it after that',
  password:
    'the user has not accepted the invitation; `zoom-provision resume` sends this after that, from the same file: a password is not kept',
  row: 'the user has not accepted the invitation; `zoom-provision resume` sends this after that',
  expiredRow:
    'the invitation has run out, and was not accepted; `zoom-provision resume` sends this once a new one is',
} as const satisfies Record<ReasonOf<'awaitsInvitation'>['what'], string>;

const QUOTA_UNITS = {
  create: 'invitation',
  light: 'Light call',
  medium: 'Medium call',
} as const satisfies Record<ReasonOf<'quota'>['quota'], string>;

function describeUse({ used, limit, closedByZoom, damaged }: ReasonOf<'quota'>): string {
  if (damaged) return "how many were used is not known, since the ledger's count is damaged";
  return closedByZoom ? 'Zoom says that they are used up' : `${Math.min(used, limit)} of ${limit} were used`;
}

function describeNotReached({ stop, after }: ReasonOf<'notReached'>): string {
  if (stop?.kind === 'underWay') return `${NOT_YET[after ?? 'nothing']}: the run is under way`;
  if (after === 'created') {
    const why = stop && (isHoldingBack(stop) || stop.kind === 'crashed') ? `: ${describeStop(stop)}` : '';
    return `the user was created; the update with the other columns was not sent any more${why}`;
  }
  return `${after === 'refused' ? 'refused, and not sent again' : 'not sent'}: ${describeEnd(stop)}`;
}

const NOT_YET = {
  nothing: 'not sent yet',
  refused: 'refused, and not sent again yet',
  created: 'the user was created; the update with the other columns was not sent yet',
} as const;

function describeEnd(stop: StopReason | undefined): string {
  if (stop === undefined) return 'the run ended before this row';
  return stop.kind === 'crashed' ? 'the run crashed before this row' : describeStop(stop);
}

function describePlan({ steps, day, awaitsInvitation }: ReasonOf<'preview'>): string {
  const on = day === 'none' ? 'no day: the share leaves no invitation' : day;
  const plan = `preview: would ${steps.join(', then ')}${on === undefined ? '' : ` on ${on}`}`;
  return awaitsInvitation ? `${plan}; the other columns wait until the invitation is accepted` : plan;
}
