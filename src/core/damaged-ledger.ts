import { UsageError } from './usage-error.ts';

/** What the ledger has on record cannot be read, or is not what was written: of a run, or as a whole. */
export class DamagedLedger extends UsageError {
  readonly #file: string;
  /** What is damaged, as a clause. */
  readonly what: string;
  /** The command that met it may have sent something. */
  readonly hasSent: boolean;

  /** @param file of the ledger */
  constructor(file: string, what: string, { hasSent = false, ...options }: DamageOptions = {}) {
    super(
      `The ledger ${file} is damaged: ${what}. \`zoom-provision runs --check\` says what of it can still be used; put back a ` +
        `copy of it, or give another folder with --state <dir>.${hasSent ? ' What was sent until then is in the log of the run.' : ''}`,
      undefined,
      options,
    );
    this.#file = file;
    this.what = what;
    this.hasSent = hasSent;
  }

  /** The same, where requests may have been sent. */
  afterSending(): DamagedLedger {
    return new DamagedLedger(this.#file, this.what, { hasSent: true, cause: this });
  }
}

type DamageOptions = ErrorOptions & { readonly hasSent?: boolean };
