/** Who is being served right now, and how many at most ever were. */
export class InFlight {
  #now = 0;
  #most = 0;
  #mostPerUser = 0;
  readonly #users = new Map<string, number>();

  get most(): number {
    return this.#most;
  }

  get mostPerUser(): number {
    return this.#mostPerUser;
  }

  enter(): void {
    this.#now++;
    this.#most = Math.max(this.#most, this.#now);
  }

  leave(): void {
    this.#now--;
  }

  /** True when no other request for this user is under way. */
  enterUser(key: string): boolean {
    const count = (this.#users.get(key) ?? 0) + 1;
    this.#users.set(key, count);
    this.#mostPerUser = Math.max(this.#mostPerUser, count);
    return count === 1;
  }

  leaveUser(key: string): void {
    const count = (this.#users.get(key) ?? 0) - 1;
    if (count > 0) this.#users.set(key, count);
    else this.#users.delete(key);
  }
}
