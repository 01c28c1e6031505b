import type { Outcome, ResultRow } from '../core/outcome.ts';
import { adviceForCode } from './zoom-code-advice.ts';

const BY_OUTCOME = {
  created: 'Nothing to do.',
  updated: 'Nothing to do.',
  activated: 'Nothing to do.',
  deactivated: 'Nothing to do.',
  password_set: 'Nothing to do.',
  exists:
    'If these people are in your Users list, run the rows with `--on-exists update` or `skip`; if not, somebody has ' +
    'registered the address privately, and an administrator must invite it in the Zoom portal.',
  not_found: 'Check the address or id in these rows against the Users list in the Zoom portal.',
  rejected: 'Zoom refused these rows: correct what the message names, or show it to your Zoom administrator.',
  deferred:
    'A daily quota of the account is used up, so these rows wait: `zoom-provision resume <run-id>` sends them after ' +
    'the reset at 00:00 UTC.',
  invalid:
    'Correct these rows in the file: the message says which column and what to write. Nothing was sent for them.',
  skipped:
    'Nothing to do, unless the message names an earlier row of the same user: correct that one and run both again.',
  failed:
    'Zoom could not be reached properly, however often it was tried: check the network and status.zoom.us, then ' +
    '`zoom-provision resume <run-id>` tries these rows again.',
  unknown:
    'The request may have taken effect: `zoom-provision resume <run-id>` asks the account, and sends again only what ' +
    'is missing or does no harm twice.',
  not_attempted:
    'The run ended before these rows and nothing was sent for them: `zoom-provision resume <run-id>` goes on with ' +
    'them once the cause is dealt with.',
} as const satisfies Record<Outcome, string>;

/** With these, the answer that came last does not say what to do. */
const OUTCOME_DECIDES: ReadonlySet<Outcome> = new Set(['invalid', 'skipped', 'unknown']);

const BY_STATUS: Readonly<Record<number, string>> = {
  401: 'Zoom did not accept the sign-in: the administrator of the Zoom app must check its credentials and that it is active.',
  403: 'Zoom denies this account its API, or the app the right to do this: your Zoom administrator must ask Zoom support.',
  429:
    "Other apps use up the account's rate limit: `zoom-provision resume <run-id>` tries these rows again at a quieter " +
    'hour, or with a smaller `--share` so that both find room.',
};

const SERVER_ERROR =
  'Zoom had a fault of its own: look at status.zoom.us and wait a while, then `zoom-provision resume <run-id>` tries ' +
  'these rows again.';

const CONCURRENT =
  'Something else was changing the same users at the same time: when that import or sync is done, ' +
  '`zoom-provision resume <run-id>` tries these rows again.';

const NOT_ACCEPTED =
  'Zoom ignores changes of people who have not accepted its invitation: ask them to, then ' +
  '`zoom-provision resume <run-id>` sends these rows.';

const BEHIND_ANOTHER =
  'These rows wait for an earlier row of the same user: `zoom-provision resume <run-id>` sends them after that one.';

/**
 * What to do about a row that did not go through, and who: a sentence or two for somebody who knows people and
 * spreadsheets, not APIs. `<run-id>` stands where a command needs the run's id.
 */
export function advise(result: Pick<ResultRow, 'outcome' | 'httpStatus' | 'zoomCode' | 'message'>): string {
  const { outcome, httpStatus = 0, zoomCode, message } = result;
  if (outcome === 'deferred') return adviseDeferred(message);
  if (OUTCOME_DECIDES.has(outcome)) return BY_OUTCOME[outcome];
  const forCode = zoomCode === undefined ? undefined : adviceForCode(zoomCode, message);
  if (forCode) return forCode;
  if (httpStatus === 429 && /concurrent/i.test(message)) return CONCURRENT;
  if (httpStatus >= 500) return SERVER_ERROR;
  return BY_STATUS[httpStatus] ?? BY_OUTCOME[outcome];
}

function adviseDeferred(message: string): string {
  if (/not accepted the invitation/.test(message)) return NOT_ACCEPTED;
  return message.startsWith('waits for line ') ? BEHIND_ANOTHER : BY_OUTCOME.deferred;
}
