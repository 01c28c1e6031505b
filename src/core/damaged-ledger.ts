import { UsageError } from './usage-error.ts';

/** What the ledger has on record cannot be read, or is not what was written: of a run, or as a whole. */
export class DamagedLedger extends UsageError {
  /** Requests may have been sent by the command that met it. */
  readonly afterSending: boolean;

  /**
   * @param file of the ledger
   * @param what is damaged, as a clause
   */
  constructor(file: string, what: string, { afterSending = false, ...options }: DamageOptions = {}) {
    super(
      `The ledger ${file} is damaged: ${what}. \`zoom-provision runs --check\` says what of it can still be used; put back a ` +
        'copy of it, or give another folder with --state <dir>.',
      undefined,
      options,
    );
    this.afterSending = afterSending;
  }
}

type DamageOptions = ErrorOptions & { readonly afterSending?: boolean };
