import type { Access } from '../config/credentials.ts';
import type { Settings } from '../config/options.ts';
import type { AccountLedger, Ledger } from '../core/ledger.ts';
import type { RunRecord } from '../core/ledger-records.ts';
import type { RowDigester } from '../core/row-digester.ts';
import type { RowSource } from '../engine/register.ts';
import type { Input } from '../input/open-input.ts';
import type { Operator } from './operator.ts';

/** One go at a run: from when its account is held until its report is written. */
export type Session = {
  readonly settings: Settings;
  readonly operator: Operator;
  readonly access: Access;
  readonly source: RowSource;
  /** The input as it was checked, where it is open. */
  readonly input?: Pick<Input, 'inFile'> | undefined;
  /** For the rows of its run. */
  readonly digester: RowDigester;
  readonly ledger: Ledger;
  readonly held: AccountLedger;
  readonly record: RunRecord;
  /** The run begins with it: when nothing of it could be sent, the run leaves nothing behind. */
  readonly isFirst?: boolean | undefined;
  /** Only what waits for an invitation is taken up, of a run that is overtaken. */
  readonly waitingOnly?: boolean | undefined;
  /** Rows that need the input, and cannot or shall not be taken up. */
  readonly leftBehind?: number | undefined;
};
