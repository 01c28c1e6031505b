import type { Reason } from '../core/reason.ts';
import type { ResultRow } from '../core/result-row.ts';
import { type ActionName, needsCorrection, OUTCOMES } from '../core/vocabulary.ts';
import type { ZoomCode } from '../core/zoom-codes/zoom-code.ts';
import { ZOOM_CODES, zoomCodeOf } from '../core/zoom-codes.ts';

const BY_STATUS: Readonly<Record<number, string>> = {
  401: ZOOM_CODES.accessToken.advice,
  403: 'Zoom denies this account its API, or the app the right to do this: your Zoom administrator must ask Zoom support.',
  429:
    "Other apps use up the account's rate limit: `zoom-provision resume <run-id>` tries these rows again at a quieter " +
    'hour, or with a smaller `--share` so that both find room.',
};

const SERVER_ERROR =
  'Zoom had a fault of its own: look at status.zoom.us and wait a while, then `zoom-provision resume <run-id>` tries ' +
  'these rows again.';

const NOT_ACCEPTED =
  'Zoom ignores changes of people who have not accepted its invitation: ask them to, then ' +
  '`zoom-provision resume <run-id>` sends these rows.';

const RUN_OUT =
  'These invitations have run out (30 days): an administrator must send them again in the Zoom portal, under Users, ' +
  'Pending; once they are accepted, `zoom-provision resume <run-id>` sends these rows.';

const DAMAGED =
  'What the ledger has on record of these rows is damaged: `zoom-provision resume <run-id>` asks the account about them, and ' +
  'leaves those alone that later rows of the same user have overtaken: look these people up in the Users list of the Zoom ' +
  'portal. `zoom-provision runs --check` says what else is damaged.';

const BEHIND_ANOTHER =
  'These rows wait for an earlier row of the same user: `zoom-provision resume <run-id>` sends them after that one.';

/**
 * What to do about a row that did not go through, and who: a sentence or two for somebody who knows people and
 * spreadsheets, not APIs. `<run-id>` stands where a command needs the run's id. Empty when there is nothing to do.
 */
export function advise(row: AdvisedRow): string {
  const { outcome, action = '', httpStatus = 0, reason } = row;
  const rule = OUTCOMES[outcome];
  if (outcome === 'deferred') return adviseDeferred(reason) ?? rule.advice;
  if (reason?.kind === 'damagedRecord') return DAMAGED;
  if ('decidesAdvice' in rule) return rule.advice;
  const ofReason = reason && BY_REASON[reason.kind];
  if (ofReason !== undefined) return ofReason;
  const known = knownCode(row);
  const onCode = known?.adviceFor?.[action as ActionName] ?? known?.advice;
  if (onCode !== undefined) return onCode;
  if (httpStatus >= 500) return SERVER_ERROR;
  return BY_STATUS[httpStatus] ?? rule.advice;
}

/** Of rows that were not even sent. */
const BY_REASON: Readonly<Partial<Record<Reason['kind'], string>>> = {
  notOneUser:
    'Nothing was sent for these rows: look the people up in the Users list of the Zoom portal, and correct the address or the ' +
    'id, or leave one of them empty.',
  noAddress:
    'Nothing was sent for these rows: give the address beside the id, or run them without `--protect`.',
  inputChanged:
    'Nothing was sent for these rows, since the file does not have them any more as they were checked: ' +
    '`zoom-provision resume <run-id> --input <file>` takes them from the file as it was. A changed row is for a new run.',
  onlyDisassociate:
    'Nothing was sent for these rows: who has not accepted the invitation can only be taken out of the account. Change the ' +
    'action to `disassociate` and run the rows with `--max-remove`.',
};

/** Whether a person must correct the row before it can be sent again. Of an address that is taken the advice says more. */
export function mustBeCorrected(row: AdvisedRow): boolean {
  const { outcome, action = '' } = row;
  if (!needsCorrection(outcome) || outcome === 'exists') return false;
  return outcome === 'invalid' || !knownCode(row)?.doneFor?.includes(action as ActionName);
}

/** What is known of a row, or of several; without an action the advice is the one for most. */
type AdvisedRow = Pick<ResultRow, 'outcome' | 'httpStatus' | 'zoomCode' | 'reason'> &
  Partial<Pick<ResultRow, 'action' | 'user'>>;

function knownCode({ outcome, zoomCode, reason, action, user = '' }: AdvisedRow): ZoomCode | undefined {
  const message = wordsOfZoom(reason);
  const { userNotFound, targetNotInAccount } = ZOOM_CODES;
  const known = zoomCodeOf(zoomCode, message) ?? (outcome === 'not_found' ? userNotFound : undefined);
  const hasTarget = action === 'disassociate' || action === 'delete';
  // Zoom says of whoever is to get what a user leaves behind just what it says of the user.
  const isOther = known?.code === userNotFound.code && hasTarget && namesAnother(message, user);
  return isOther ? targetNotInAccount : known;
}

function namesAnother(message: string, user: string): boolean {
  const named = /[^\s:<>"']+@[^\s:<>"',]+[^\s:<>"',.]/.exec(message)?.[0];
  return named !== undefined && named.toLowerCase() !== user.toLowerCase();
}

function adviseDeferred(reason: Reason | undefined): string | undefined {
  if (reason?.kind === 'awaitsInvitation') return reason.what === 'expiredRow' ? RUN_OUT : NOT_ACCEPTED;
  return reason?.kind === 'earlierRow' ? BEHIND_ANOTHER : undefined;
}

/** Zoom uses some codes for many things, which its message tells apart. */
function wordsOfZoom(reason: Reason | undefined): string {
  if (reason?.kind === 'afterCreate' || reason?.kind === 'afterActivation') return wordsOfZoom(reason.reason);
  return reason?.kind === 'refused' || reason?.kind === 'recorded' ? reason.message : '';
}
