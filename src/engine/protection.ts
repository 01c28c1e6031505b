import picomatch from 'picomatch';

/** The addresses that the operator wants never touched, as glob patterns (`*@board.example.com`). */
export class Protection {
  readonly #patterns: { readonly pattern: string; matches(email: string): boolean }[];

  constructor(patterns: readonly string[]) {
    this.#patterns = patterns.map((pattern) => ({
      pattern,
      matches: picomatch(pattern.toLowerCase(), { dot: true, bash: true }),
    }));
  }

  get isEmpty(): boolean {
    return this.#patterns.length === 0;
  }

  /** The first pattern that an address falls under. */
  patternFor(email: string): string | undefined {
    if (this.isEmpty) return undefined;
    const lower = email.toLowerCase();
    return this.#patterns.find(({ matches }) => matches(lower))?.pattern;
  }
}
