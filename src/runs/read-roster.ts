import { scopeOf } from '../account/leavers.ts';
import { needsQuestion } from '../account/shown-fields.ts';
import type { Roster } from '../core/roster.ts';
import type { RosterFile } from '../input/roster/open-roster.ts';

/** What is in a roster, counted. */
export type RosterCounts = {
  /** Rows, of whatever kind. */
  readonly rows: number;
  /** Rows that name somebody. */
  readonly people: number;
  /** Rows that name an address; those of them that fall under the scope. */
  readonly addresses: number;
  readonly inScope: number;
  /** People of whom the roster says more than the lists of users show. */
  readonly questions: number;
  /** The first lines of which nobody can tell whom they are about. */
  readonly anybody: readonly number[];
};

/** Puts the people of a roster into the ledger, in the place of those who were there. */
export async function readRoster(
  file: RosterFile,
  roster: Roster,
  scope: readonly string[],
  signal: AbortSignal,
): Promise<RosterCounts> {
  const isInScope = scopeOf(scope);
  const anybody: number[] = [];
  const counts = { rows: 0, people: 0, addresses: 0, inScope: 0, questions: 0 };
  await roster.clear();
  for await (const people of file.people(signal)) {
    signal.throwIfAborted();
    await roster.add(people);
    for (const person of people) {
      const { line, email, userId, employeeId, fields, isAnybody } = person;
      counts.rows++;
      if ([email, userId, employeeId].some((name) => name !== undefined)) counts.people++;
      if (email !== undefined) counts.addresses++;
      if (email !== undefined && isInScope(email)) counts.inScope++;
      if (needsQuestion(fields)) counts.questions++;
      if (isAnybody) anybody.push(line);
    }
  }
  return { ...counts, anybody };
}
