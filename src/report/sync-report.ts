import type { UserStatus } from '../core/account-users.ts';
import { FORESEEN, type ForeseenKind } from '../core/foreseen.ts';
import { LEFT, type LeftKind, type SyncFinding } from '../core/sync.ts';
import type { ProblemRow } from './csv/problems-csv.ts';
import { describeSyncReason } from './describe-sync-reason.ts';

/** Rows of `actions.csv` that come to the same kind of thing. */
export type SyncGroup = {
  readonly what: ForeseenKind;
  readonly count: number;
  readonly first: { readonly user: string; readonly reason: string };
};

/** People, or users, about whom nothing is done for the same reason. */
export type LeftGroup = {
  readonly why: LeftKind;
  readonly count: number;
  /** The address, or whatever else names the first of them. */
  readonly first: string;
};

/** What comparing a roster with an account has come to. */
export type SyncReport = {
  readonly roster: string;
  readonly account: string;
  /** The account lives in this process, and was made up. */
  readonly simulated: boolean;
  /** Rows of the roster that name somebody. */
  readonly people: number;
  readonly users: Readonly<Record<UserStatus, number>>;
  /** Rows of `actions.csv`. */
  readonly rows: number;
  /** Who should be looked at first comes first. */
  readonly groups: readonly SyncGroup[];
  readonly left: readonly LeftGroup[];
  /** Rows of the roster that have to be corrected, the first of them in the order of the file. */
  readonly problems: { readonly count: number; readonly first: readonly ProblemRow[] };
  /** Requests that it took to read the account. */
  readonly requests: number;
  readonly actionsFile: string;
  /** Undefined when no row has a problem. */
  readonly problemsFile: string | undefined;
  /** Why a guard would refuse to carry it out, as a sentence; undefined when none would. */
  readonly refusal: string | undefined;
};

/** Counts what a sync finds out. */
export class SyncTally {
  readonly #groups = new Map<ForeseenKind, { count: number; readonly first: SyncGroup['first'] }>();
  readonly #left = new Map<LeftKind, { count: number; readonly first: string }>();
  readonly problems: ProblemRow[] = [];
  rows = 0;

  add(finding: SyncFinding): void {
    switch (finding.kind) {
      case 'row': {
        const { what, why, email, userId } = finding.row;
        this.rows++;
        count(this.#groups, what, () => ({
          user: email ?? userId ?? '',
          reason: describeSyncReason(why),
        }));
        break;
      }
      case 'left':
        count(this.#left, finding.why, () => finding.user);
        break;
      case 'problem':
        this.problems.push(finding);
    }
  }

  get groups(): SyncGroup[] {
    return (Object.keys(FORESEEN) as ForeseenKind[]).flatMap((what) => {
      const group = this.#groups.get(what);
      return group ? [{ what, ...group }] : [];
    });
  }

  get left(): LeftGroup[] {
    return (Object.keys(LEFT) as LeftKind[]).flatMap((why) => {
      const group = this.#left.get(why);
      return group ? [{ why, ...group }] : [];
    });
  }
}

function count<Kind, First>(
  groups: Map<Kind, { count: number; readonly first: First }>,
  kind: Kind,
  first: () => First,
): void {
  const known = groups.get(kind);
  if (known) known.count++;
  else groups.set(kind, { count: 1, first: first() });
}
