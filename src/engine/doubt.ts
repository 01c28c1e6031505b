/**
 * Whether something of a row may have taken effect without an answer. `inherited`: an earlier session of the run left it
 * so. `lost`: it happened in this one. `resent`: sent again since, and answered for good. The names that end in `Sent`
 * have a changing request under way beside that.
 */
export type DoubtState =
  | 'none'
  | 'sent'
  | 'inherited'
  | 'inheritedSent'
  | 'lost'
  | 'lostSent'
  | 'resent'
  | 'resentSent';

/**
 * `send`: a changing request is on record and about to leave. `cancel`: it did not leave. `refuse`: it surely had no
 * effect, and may be sent again. `answer`: it was answered for good. `lose`: nobody knows. `ask`: the account was asked
 * about what an earlier session left, and shows no effect. `record`: the effect is on record.
 */
export type DoubtEvent = 'send' | 'cancel' | 'refuse' | 'answer' | 'lose' | 'ask' | 'record';

/** What is not listed changes nothing. */
const NEXT = {
  none: { send: 'sent' },
  sent: { cancel: 'none', refuse: 'none', answer: 'none', lose: 'lost' },
  inherited: { send: 'inheritedSent', ask: 'lost', record: 'none' },
  inheritedSent: { cancel: 'inherited', refuse: 'inherited', answer: 'resent', lose: 'inherited' },
  lost: { send: 'lostSent', record: 'none' },
  lostSent: { cancel: 'lost', refuse: 'lost', answer: 'resent', lose: 'lost' },
  resent: { send: 'resentSent', record: 'none' },
  resentSent: { cancel: 'resent', refuse: 'resent', answer: 'resent', lose: 'lost' },
} as const satisfies Record<DoubtState, Partial<Record<DoubtEvent, DoubtState>>>;

export function nextDoubt(state: DoubtState, event: DoubtEvent): DoubtState {
  const changes: Partial<Record<DoubtEvent, DoubtState>> = NEXT[state];
  return changes[event] ?? state;
}

/** The row must not be put back among those of which nothing was sent. */
export function mayHaveTakenEffect(state: DoubtState): boolean {
  return state !== 'none';
}

/** An answer was lost, whatever came after. */
export function wasLost(state: DoubtState): boolean {
  return state !== 'none' && state !== 'sent';
}

/** What an earlier session left in doubt still is: the account was not asked, and nothing was answered since. */
export function isUnsettled(state: DoubtState): boolean {
  return state === 'inherited' || state === 'inheritedSent';
}
