/** What every error of this program has; anything else that is thrown is a bug, or comes from whoever called. */
export abstract class ZoomProvisionError extends Error {
  abstract readonly code: 'unusable' | 'guard_refused' | 'locked' | 'account_unread' | 'aborted';
  #problems: readonly string[];

  /** @param problems everything that is wrong, where the message lists several things */
  constructor(message: string, problems: readonly string[] = [message], options?: ErrorOptions) {
    super(message, options);
    this.#problems = problems;
  }

  /** What is wrong, a text for each thing: where, what was found and what to write. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  /** Says the same in the words of somebody else, such as the library's for the command line's. */
  retell(words: (text: string) => string): void {
    const { message, stack } = this;
    this.message = words(message);
    this.#problems = this.#problems.map(words);
    // A trace begins with the message as it was when the error was made.
    if (stack !== undefined) this.stack = stack.replace(message, () => this.message);
  }
}
