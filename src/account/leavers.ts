import type { AccountUsers, SeenUser } from '../core/account-users.ts';
import { textOf } from '../core/json.ts';
import type { Match, Roster } from '../core/roster.ts';
import type { Leavers, LeftKind, SyncFinding, SyncRow } from '../core/sync.ts';
import type { Protection } from '../engine/protection.ts';
import { globMatcher } from '../support/glob.ts';
import { namesOfUser } from './match-people.ts';

const DAY_MS = 86_400_000;

/** Zoom's own role of ordinary people; whatever else somebody is, it is no leaver without a word. */
const MEMBER = '2';

export type LeaverRules = {
  readonly leavers: Leavers;
  /** Patterns of the addresses whose absence counts. */
  readonly scope: readonly string[];
  /** For so long nobody is a leaver. */
  readonly graceDays: number;
  readonly protection: Protection;
  /** Ms since the epoch, by Zoom's clock. */
  readonly now: number;
  /** A row of the roster may be about anybody. */
  readonly isHeldBack: boolean;
  readonly match: Match;
};

/** The active users within the scope whom the roster does not have, and what becomes of them. */
export async function* findLeavers(
  roster: Roster,
  users: AccountUsers,
  rules: LeaverRules,
): AsyncGenerator<SyncFinding> {
  const { leavers } = rules;
  if (leavers === 'ignore') return;
  const isInScope = scopeOf(rules.scope);
  for await (const batch of users.all()) {
    for (const user of batch) {
      const names = namesOfUser(user);
      if (user.status !== 'active' || !names.email || !isInScope(names.email)) continue;
      if (await roster.mayName(names)) continue;
      const why = whyLeft(user, names.email, rules);
      if (why) yield { kind: 'left', why, user: names.email };
      else yield { kind: 'row', row: leaving(names.email, names.userId, leavers) };
    }
  }
}

/** Whether an address falls under any of the patterns. */
export function scopeOf(patterns: readonly string[]): (address: string) => boolean {
  const matchers = patterns.map(globMatcher);
  return (address) => matchers.some((matches) => matches(address));
}

function leaving(email: string, userId: string | undefined, leavers: Exclude<Leavers, 'ignore'>): SyncRow {
  const what = leavers === 'deactivate' ? 'deactivates' : 'removes';
  // Both names: should the address be somebody else's by the time the row is sent, the row is refused.
  return {
    action: leavers,
    email,
    ...(userId && { userId }),
    cells: [],
    why: { kind: 'notInRoster' },
    what,
  };
}

function whyLeft(
  { shown }: SeenUser,
  email: string,
  { protection, graceDays, now, isHeldBack }: LeaverRules,
): LeftKind | undefined {
  if ((textOf(shown, 'role_id') || MEMBER) !== MEMBER) return 'leaverAdmin';
  if (protection.patternFor(email) !== undefined) return 'leaverProtected';
  const times = [shown.created_at, shown.user_created_at].map((time) => Date.parse(String(time)));
  const known = times.filter((time) => !Number.isNaN(time));
  if (graceDays > 0 && known.length === 0) return 'leaverOfUnknownAge';
  if (graceDays > 0 && now - Math.max(...known) < graceDays * DAY_MS) return 'leaverNew';
  return isHeldBack ? 'heldBack' : undefined;
}
