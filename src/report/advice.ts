import type { Reason } from '../core/reason.ts';
import type { ResultRow } from '../core/result-row.ts';
import { type ActionName, OUTCOMES } from '../core/vocabulary.ts';
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

const BEHIND_ANOTHER =
  'These rows wait for an earlier row of the same user: `zoom-provision resume <run-id>` sends them after that one.';

/**
 * What to do about a row that did not go through, and who: a sentence or two for somebody who knows people and
 * spreadsheets, not APIs. `<run-id>` stands where a command needs the run's id. Empty when there is nothing to do.
 */
export function advise({
  action = '',
  outcome,
  httpStatus = 0,
  zoomCode,
  reason,
}: Pick<ResultRow, 'outcome' | 'httpStatus' | 'zoomCode' | 'reason'> &
  Partial<Pick<ResultRow, 'action'>>): string {
  const rule = OUTCOMES[outcome];
  if (outcome === 'deferred') return adviseDeferred(reason) ?? rule.advice;
  if ('decidesAdvice' in rule) return rule.advice;
  const known = adviseOnCode(zoomCodeOf(zoomCode, wordsOfZoom(reason)), action);
  if (known !== undefined) return known;
  if (outcome === 'not_found') return adviseOnCode(ZOOM_CODES.userNotFound, action) ?? rule.advice;
  if (httpStatus >= 500) return SERVER_ERROR;
  return BY_STATUS[httpStatus] ?? rule.advice;
}

function adviseOnCode(known: ZoomCode | undefined, action: string): string | undefined {
  return known?.adviceFor?.[action as ActionName] ?? known?.advice;
}

function adviseDeferred(reason: Reason | undefined): string | undefined {
  if (reason?.kind === 'awaitsInvitation') return NOT_ACCEPTED;
  return reason?.kind === 'earlierRow' ? BEHIND_ANOTHER : undefined;
}

/** Zoom uses some codes for many things, which its message tells apart. */
function wordsOfZoom(reason: Reason | undefined): string {
  if (reason?.kind === 'afterCreate') return wordsOfZoom(reason.reason);
  return reason?.kind === 'refused' || reason?.kind === 'recorded' ? reason.message : '';
}
