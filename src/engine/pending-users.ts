/** The users of the account who have not accepted their invitation, whoever sent it. */
export class PendingUsers {
  readonly #list: () => Promise<ReadonlySet<string>>;
  #addresses: Promise<ReadonlySet<string>> | undefined;

  /** @param list asks the account for their addresses, in lower case; when they are needed first, and once */
  constructor(list: () => Promise<ReadonlySet<string>>) {
    this.#list = list;
  }

  /**
   * Whether one of them may have these keys. The list gives no ids, so of an id alone nobody can tell.
   * @throws {Stopped} when the run stops before the account has answered
   */
  async mayBe(keys: readonly string[]): Promise<boolean> {
    this.#addresses ??= this.#list();
    const addresses = await this.#addresses;
    if (addresses.size === 0) return false;
    return keys.some((key) => addresses.has(key)) || !keys.some((key) => key.includes('@'));
  }
}
