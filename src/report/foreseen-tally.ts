import { FORESEEN, type Foreseen, type ForeseenKind } from '../core/foreseen.ts';
import type { ResultRow } from '../core/result-row.ts';
import { needsCorrection } from '../core/vocabulary.ts';
import { describeForeseen } from './describe-foreseen.ts';

/** Rows that would come to the same kind of thing. */
export type ForeseenGroup = {
  readonly what: ForeseenKind;
  readonly count: number;
  /** The first of them. */
  readonly first: { readonly line: number; readonly user: string; readonly message: string };
};

/** What the rows of a live preview would come to, counted, in memory that does not grow with them. */
export class ForeseenTally {
  readonly #groups = new Map<ForeseenKind, { count: number; readonly first: ForeseenGroup['first'] }>();
  #refused = 0;
  #losingLicence = 0;
  #takingSeat = 0;

  add(batch: Iterable<ResultRow>): void {
    for (const { line, user, reason } of batch) {
      if (reason?.kind !== 'foreseen') continue;
      if (needsCorrection(reason.outcome)) this.#refused++;
      if (reason.takesLicence) this.#losingLicence++;
      if (reason.takesSeat) this.#takingSeat++;
      const known = this.#groups.get(reason.what);
      if (known) known.count++;
      else this.#groups.set(reason.what, { count: 1, first: { line, user, message: sayOf(reason) } });
    }
  }

  /** Those who should be looked at first come first. */
  get groups(): ForeseenGroup[] {
    const kinds = Object.keys(FORESEEN) as ForeseenKind[];
    return kinds.flatMap((what) => {
      const group = this.#groups.get(what);
      return group ? [{ what, ...group }] : [];
    });
  }

  /** Rows that would not go through, and that a person has to correct. */
  get refused(): number {
    return this.#refused;
  }

  /** Users who would lose a licence, and who would take a seat. */
  get seats(): { readonly freed: number; readonly taken: number } {
    return { freed: this.#losingLicence, taken: this.#takingSeat };
  }
}

function sayOf(reason: Foreseen & { readonly day?: string }): string {
  return describeForeseen(reason, reason.day);
}
