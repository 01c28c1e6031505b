/** What a row asks for, in the words of the `action` column. */
export const ACTION_NAMES = [
  'create',
  'autoCreate',
  'custCreate',
  'ssoCreate',
  'update',
  'activate',
  'deactivate',
  'password',
  'change_email',
  'disassociate',
  'delete',
] as const;

export type ActionName = (typeof ACTION_NAMES)[number];

/** What an outcome means for the run, for the user's later rows and for whoever reads the report. */
export type OutcomeRule = {
  /**
   * `performed`: Zoom did what the row asks. `skipped`: there was nothing to do, or it was not to be done. `refused`: a
   * person must correct the row; later rows of its user are left out. `invalid`: the same, but the row was never sent
   * and holds nobody up. `open`: `resume` takes the row up again; later rows of its user wait for it.
   */
  readonly kind: 'performed' | 'skipped' | 'refused' | 'invalid' | 'open';
  /** What a person reads beside the number of rows; empty where the word says it all. */
  readonly meaning: string;
  /** What to do about such rows, with `<run-id>` where a command needs the run's id. Empty: nothing. */
  readonly advice: string;
  /** The advice of the outcome stands, whatever Zoom's last answer was. */
  readonly decidesAdvice?: true;
};

const PERFORMED = { kind: 'performed', meaning: '', advice: '' } as const satisfies OutcomeRule;

/**
 * The last word on a row, by the words of the `outcome` column and in the order in which reports count them. Everything
 * that depends on an outcome follows from here, the ledger's queries too.
 */
export const OUTCOMES = {
  created: PERFORMED,
  updated: PERFORMED,
  activated: PERFORMED,
  deactivated: PERFORMED,
  password_set: PERFORMED,
  email_changed: PERFORMED,
  disassociated: PERFORMED,
  deleted: PERFORMED,
  exists: {
    kind: 'refused',
    meaning: 'the address is taken',
    advice:
      'If these people are in your Users list, run the rows with `--on-exists update` or `skip`; if not, somebody has ' +
      'registered the address privately, and an administrator must invite it in the Zoom portal.',
  },
  not_found: {
    kind: 'refused',
    meaning: 'no such user',
    advice: 'Check the address or id in these rows against the Users list in the Zoom portal.',
  },
  rejected: {
    kind: 'refused',
    meaning: 'refused; a person must correct them',
    advice: 'Zoom refused these rows: correct what the message names, or show it to your Zoom administrator.',
  },
  deferred: {
    kind: 'open',
    meaning: "wait for another day's quota, or for an invitation to be accepted",
    advice:
      'A daily quota of the account is used up, so these rows wait: `zoom-provision resume <run-id>` sends them after ' +
      'the reset at 00:00 UTC.',
  },
  invalid: {
    kind: 'invalid',
    meaning: 'wrong in the file, never sent',
    advice:
      'Correct these rows in the file: the message says which column and what to write. Nothing was sent for them.',
    decidesAdvice: true,
  },
  skipped: {
    kind: 'skipped',
    meaning: 'nothing to do, protected, or after a row that did not go through',
    advice:
      'Nothing to do, unless the message names an earlier row of the same user: correct that one and run both again.',
    decidesAdvice: true,
  },
  failed: {
    kind: 'open',
    meaning: 'every try failed',
    advice:
      'Zoom could not be reached properly, however often it was tried: check the network and status.zoom.us, then ' +
      '`zoom-provision resume <run-id>` tries these rows again.',
  },
  unknown: {
    kind: 'open',
    meaning: 'may or may not have taken effect',
    advice:
      'The request may have taken effect: `zoom-provision resume <run-id>` asks the account, and sends again only what ' +
      'is missing or does no harm twice.',
    decidesAdvice: true,
  },
  not_attempted: {
    kind: 'open',
    meaning: 'the run ended before they were done, or they were held back',
    advice:
      'These rows are left over: `zoom-provision resume <run-id>` goes on with them once the cause is dealt with.',
  },
} as const satisfies Record<string, OutcomeRule>;

export type Outcome = keyof typeof OUTCOMES;

export const OUTCOME_NAMES = Object.keys(OUTCOMES) as Outcome[];

/** The outcomes of a kind, or of several. */
export function outcomesOf(...kinds: readonly OutcomeRule['kind'][]): Outcome[] {
  return OUTCOME_NAMES.filter((outcome) => kinds.includes(OUTCOMES[outcome].kind));
}

/** Whether a row with this outcome needs no more attention. */
export function wentThrough(outcome: Outcome): boolean {
  const { kind } = OUTCOMES[outcome];
  return kind === 'performed' || kind === 'skipped';
}

/** Whether `resume` takes up a row with this outcome. */
export function isOpenOutcome(outcome: Outcome): boolean {
  return OUTCOMES[outcome].kind === 'open';
}

/** Whether later rows of the same user must not overtake a row with this outcome. */
export function blocksLaterRows(outcome: Outcome): boolean {
  const { kind } = OUTCOMES[outcome];
  return kind === 'refused' || kind === 'open';
}

/** Whether a person must correct a row with this outcome before it can be sent again. */
export function needsCorrection(outcome: Outcome): boolean {
  const { kind } = OUTCOMES[outcome];
  return kind === 'refused' || kind === 'invalid';
}
