import type { Settings } from '../config/options.ts';
import { GuardRefusal } from '../core/guard-refusal.ts';
import type { Roster } from '../core/roster.ts';
import { UsageError } from '../core/usage-error.ts';
import type { SyncReport } from '../report/sync-report.ts';
import type { RosterCounts } from './read-roster.ts';

/** @throws {UsageError} when leavers are to be looked for, and nobody has said among whom */
export function requireScope({ leavers, scope }: Pick<Settings, 'leavers' | 'scope'>): void {
  if (leavers === 'ignore' || scope.length > 0) return;
  throw new UsageError(
    `--leavers ${leavers} needs a --scope: whose absence from the roster counts, such as --scope '*@example.com'. Who is outside of it is left alone.`,
  );
}

/** Scopes that say the same have the same text. */
export function scopeText(scope: readonly string[]): string {
  return [...new Set(scope.map((pattern) => pattern.toLowerCase()))].sort().join('\n');
}

type SyncGuards = Pick<Settings, 'scope'> & {
  /** Whoever started it has said how many users may be deactivated. */
  readonly isMeant: boolean;
};

/**
 * Refuses a roster that looks as if most of it were missing, or as if it were somebody else's.
 * @throws {GuardRefusal}
 */
export async function guardRoster(
  name: string,
  { people, addresses, inScope }: RosterCounts,
  roster: Roster,
  { scope, isMeant }: SyncGuards,
): Promise<void> {
  const meant =
    'If this is meant, say --max-deactivate <n> on the command line, with the number of users who may be deactivated.';
  if (people === 0 && !isMeant) {
    throw new GuardRefusal(`${name} names nobody: was the export empty? Nothing was sent. ${meant}`);
  }
  const last = await roster.lastCount(scopeText(scope));
  if (last !== undefined && people * 2 < last && !isMeant) {
    throw new GuardRefusal(
      `${name} names ${people === 1 ? '1 person' : `${people} people`}, less than half of the ${last} whom the last sync of this account${scope.length > 0 ? ' with this --scope' : ''} named: ` +
        `is a part of it missing, or is it another roster, which needs a --scope of its own? Nothing was sent. ${meant}`,
    );
  }
  if (scope.length > 0 && addresses > 0 && inScope === 0) {
    throw new GuardRefusal(
      `No address in ${name} falls under --scope ${scope.join(', ')}: is it the roster of others, or the scope mistyped? Nothing was sent.`,
    );
  }
}

/** @throws {UsageError} when rows of the roster are wrong, for whoever wants all of it carried out or nothing */
export function refuseProblems(
  { problems: { count } }: SyncReport,
  { onInvalid }: Pick<Settings, 'onInvalid'>,
): void {
  if (onInvalid !== 'fail' || count === 0) return;
  throw new UsageError(
    `${count} ${count === 1 ? 'row of the roster has' : 'rows of the roster have'} problems, and with --on-invalid fail nothing is sent.`,
  );
}
