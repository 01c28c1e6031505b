import type { Label } from './label.ts';

/** One request to the API, as it came in and as it went out. */
export type JournalEntry = {
  /** Arrival, in milliseconds since the epoch. */
  readonly at: number;
  readonly method: string;
  /** As received: not decoded, with the query. */
  readonly path: string;
  /** The user in the path, decoded, or the address of a create; empty when there is none. */
  readonly user: string;
  readonly label: Label;
  /** 0 when no answer went out. */
  readonly status: number;
  /** The account has changed. */
  readonly effect: boolean;
  /** The kind of the fault that was ordered for it. */
  readonly fault?: string;
};

/** The entry while the request is under way. */
export type OpenEntry = { -readonly [Name in keyof JournalEntry]: JournalEntry[Name] };

/** Keeps the newest entries, in order of arrival. */
export class Journal {
  readonly #limit: number;
  #entries: OpenEntry[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  get entries(): readonly JournalEntry[] {
    this.#trim(this.#limit);
    return this.#entries;
  }

  add(entry: OpenEntry): void {
    if (this.#limit <= 0) return;
    this.#entries.push(entry);
    // In batches: to drop one entry at a time would move all the others each time.
    this.#trim(this.#limit * 2);
  }

  #trim(most: number): void {
    if (this.#entries.length > most) this.#entries = this.#entries.slice(-this.#limit);
  }
}
