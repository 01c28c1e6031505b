import { describe } from 'vitest';
import type { Ledger } from '../../src/core/ledger.ts';
import { describeCounts } from './contract/counts.ts';
import { describeHolding } from './contract/holding.ts';
import { describeInvitations } from './contract/invitations.ts';
import { describeKept } from './contract/kept.ts';
import { describeQuotas } from './contract/quotas.ts';
import { describeResults } from './contract/results.ts';
import { describeRosters } from './contract/rosters.ts';
import { describeRows } from './contract/rows.ts';
import { describeRuns } from './contract/runs.ts';
import { describeTimelines } from './contract/timelines.ts';
import { describeUsers } from './contract/users.ts';

/** Makes an empty ledger, and closes it after the test. */
export type OpenLedger = () => Promise<Ledger>;

/** What every adapter of the ledger's port must do. */
export function describeLedgerContract(name: string, open: OpenLedger): void {
  describe(name, () => {
    describeHolding(open);
    describeRuns(open);
    describeRows(open);
    describeResults(open);
    describeCounts(open);
    describeKept(open);
    describeQuotas(open);
    describeInvitations(open);
    describeUsers(open);
    describeTimelines(open);
    describeRosters(open);
  });
}
