import { globMatcher } from '../support/glob.ts';

/** The addresses that the operator wants never touched, as glob patterns (`*@board.example.com`). */
export class Protection {
  readonly #patterns: { readonly pattern: string; matches(email: string): boolean }[];

  constructor(patterns: readonly string[]) {
    this.#patterns = patterns.map((pattern) => ({ pattern, matches: globMatcher(pattern) }));
  }

  get patterns(): readonly string[] {
    return this.#patterns.map(({ pattern }) => pattern);
  }

  get isEmpty(): boolean {
    return this.#patterns.length === 0;
  }

  /** The first pattern that an address falls under. */
  patternFor(email: string): string | undefined {
    return this.#patterns.find(({ matches }) => matches(email))?.pattern;
  }

  /** Every pattern that an address falls under. */
  patternsFor(email: string): string[] {
    return this.#patterns.filter(({ matches }) => matches(email)).map(({ pattern }) => pattern);
  }
}
