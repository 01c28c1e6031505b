/** Makes the works of one user run one after the other, in the order they came in; those of others side by side. */
export class UserOrder {
  /** The last work of each user who has one waiting or under way. */
  readonly #last = new Map<string, Promise<void>>();

  /** @param keys who the work is about; works that share a key are kept in order. */
  async run(keys: readonly string[], work: () => Promise<void>): Promise<void> {
    const before = keys.flatMap((key) => this.#last.get(key) ?? []);
    // Started in this very call when nothing is before it: the order of calls is the order of works.
    const current = before.length === 0 ? work() : Promise.all(before).then(work);
    const settled = current.catch(() => undefined);
    for (const key of keys) this.#last.set(key, settled);
    try {
      await current;
    } finally {
      for (const key of keys) if (this.#last.get(key) === settled) this.#last.delete(key);
    }
  }
}
