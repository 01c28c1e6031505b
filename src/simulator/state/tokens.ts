import { randomBytes } from 'node:crypto';
import type { SimulatorSettings } from './simulator-settings.ts';

/** The access tokens that were issued and still work. */
export class Tokens {
  readonly #settings: SimulatorSettings;
  /** When each ends, in ms since the epoch; in order of issue, which is the order of their ends. */
  readonly #ends = new Map<string, number>();
  #issued = 0;

  constructor(settings: SimulatorSettings) {
    this.#settings = settings;
  }

  get issued(): number {
    return this.#issued;
  }

  issue(): string {
    const now = this.#settings.now();
    if (this.#settings.singleToken) this.#ends.clear();
    for (const [token, end] of this.#ends) {
      // An ended token is kept for an hour, so that its refusal says that it is expired.
      if (end + KEPT_MS > now) break;
      this.#ends.delete(token);
    }
    const token = randomBytes(24).toString('base64url');
    this.#ends.set(token, now + this.#settings.tokenSeconds * 1000);
    this.#issued++;
    return token;
  }

  /** What is wrong with an `Authorization` header, in Zoom's words; undefined when it is good. */
  flawOf(authorization: string | undefined): string | undefined {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    const end = this.#ends.get(token ?? '');
    if (end === undefined) return 'Invalid access token.';
    return end <= this.#settings.now() ? 'Access token is expired.' : undefined;
  }

  /** All tokens issued so far stop working. */
  killAll(): void {
    this.#ends.clear();
  }
}

const KEPT_MS = 3_600_000;
