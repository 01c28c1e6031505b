import type { SyncReason } from '../core/sync.ts';
import { describeChanges } from './describe-foreseen.ts';

/** Why a row of `actions.csv` is there, as its column `reason` has it. */
export function describeSyncReason(why: SyncReason): string {
  switch (why.kind) {
    case 'differs':
      return describeChanges(why.changes);
    case 'newAddress':
      return `email: ${why.from} → ${why.to}`;
    case 'inactive':
      return 'inactive but in the roster';
    case 'notInAccount':
      return 'not in the account';
    case 'notInRoster':
      return 'not in the roster';
  }
}
