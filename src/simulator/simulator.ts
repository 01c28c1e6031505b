import { ROUTES } from './endpoints/routes.ts';
import { ACCEPT_PATH } from './http/answer-accept.ts';
import { Door } from './http/door.ts';
import { httpServer } from './http/http-server.ts';
import { Account } from './state/account.ts';
import { Counters, type Stats } from './state/counters.ts';
import { type Fault, Faults } from './state/faults.ts';
import type { JournalEntry } from './state/journal.ts';
import { Limits } from './state/limits.ts';
import type { RemovedUser } from './state/removed-user.ts';
import type { ServerState } from './state/server-state.ts';
import { fromSeed, type SeedUser, type SimulatedUser, simulatedUser } from './state/simulated-user.ts';
import type { SimulatorOptions } from './state/simulator-options.ts';
import { settingsFrom } from './state/simulator-settings.ts';
import { Tokens } from './state/tokens.ts';

export type { Stats } from './state/counters.ts';
export type { Fault } from './state/faults.ts';
export type { JournalEntry } from './state/journal.ts';
export type { SeedUser, SimulatedUser } from './state/simulated-user.ts';
export type { SimulatorOptions } from './state/simulator-options.ts';

/**
 * A Zoom account on 127.0.0.1: sign-in, the users' endpoints with Zoom's rules, limits and quirks, and faults
 * to order. Unless told otherwise it is stricter than Zoom where Zoom is not documented, so that what passes here passes
 * there.
 */
export class Simulator {
  /** `http://127.0.0.1:PORT/v2` */
  readonly apiUrl: string;
  /** `http://127.0.0.1:PORT/oauth/token` */
  readonly oauthUrl: string;
  /** Where pending users accept their invitations: POST with `?email=…` or `?all=true`. */
  readonly acceptUrl: string;
  /** The environment variables by which zoom-provision finds this account. */
  readonly env: Readonly<Record<string, string>>;
  readonly #state: ServerState;
  readonly #door: Door;
  readonly #closing: AbortController;

  /**
   * Listens when it resolves.
   * @throws {RangeError} for a limit that is no whole number; an error with `code: 'EADDRINUSE'` for a port in use.
   */
  static async start(options: SimulatorOptions = {}): Promise<Simulator> {
    const settings = settingsFrom(
      options,
      ROUTES.map((route) => route.scopes[0]),
    );
    const closing = new AbortController();
    const door = new Door();
    const state: ServerState = {
      settings,
      account: new Account(settings),
      tokens: new Tokens(settings),
      limits: new Limits(settings),
      faults: new Faults(settings),
      counters: new Counters(settings),
      door,
      closing: closing.signal,
    };
    const port = await door.open(httpServer(state), settings.port);
    return new Simulator(state, door, port, closing);
  }

  private constructor(state: ServerState, door: Door, port: number, closing: AbortController) {
    this.#state = state;
    this.#door = door;
    this.#closing = closing;
    const origin = `http://127.0.0.1:${port}`;
    this.apiUrl = `${origin}/v2`;
    this.oauthUrl = `${origin}/oauth/token`;
    this.acceptUrl = origin + ACCEPT_PATH;
    this.env = {
      ZOOM_ACCOUNT_ID: state.settings.accountId,
      ZOOM_CLIENT_ID: state.settings.clientId,
      ZOOM_CLIENT_SECRET: state.settings.clientSecret,
      ZOOM_API_URL: this.apiUrl,
      ZOOM_OAUTH_URL: this.oauthUrl,
    };
  }

  /** Requests to the API in order of arrival, the newest `journalLimit` of them. */
  get journal(): readonly JournalEntry[] {
    return this.#state.counters.journal.entries;
  }

  /** Copies, in order of creation. */
  users(): SimulatedUser[] {
    return this.#state.account.users.map(simulatedUser);
  }

  /** Copies, in order of removal. */
  removed(): RemovedUser[] {
    return structuredClone([...this.#state.account.removed]);
  }

  /** A copy. */
  user(emailOrId: string): SimulatedUser | undefined {
    const user = this.#state.account.find(emailOrId);
    return user && simulatedUser(user);
  }

  /** Whether this is the user's password; none is ever shown. */
  passwordIs(emailOrId: string, password: string): boolean {
    const { account } = this.#state;
    const user = account.find(emailOrId);
    return user !== undefined && account.hadPassword(user, password, 1);
  }

  /**
   * Puts a user into the account: active, basic, with a work e-mail login and a day old, if nothing else is said.
   * @throws {Error} when the address or the id is taken.
   */
  seed(user: SeedUser): SimulatedUser {
    const { account, settings } = this.#state;
    if (account.find(user.email) || (user.id && account.find(user.id))) {
      throw new Error(`The account has ${user.email} already.`);
    }
    return simulatedUser(account.add(fromSeed(user, settings.now())));
  }

  /**
   * A pending user clicks on the link in the invitation and is active from now on.
   * @throws {Error} when there is no such pending user.
   */
  acceptInvitation(email: string): void {
    const user = this.#state.account.find(email);
    if (user?.status !== 'pending') throw new Error(`${email} has not been invited.`);
    this.#state.account.change(user, { status: 'active' });
  }

  /** Orders a fault. */
  fault(fault: Fault): void {
    this.#state.faults.order(fault);
  }

  /** From now on nobody answers for so long: connections break, and new ones are refused. */
  goDown(forMs: number): void {
    this.#door.shut(forMs);
  }

  stats(): Stats {
    const { counters, limits, settings, tokens } = this.#state;
    return counters.stats(tokens.issued, limits.createsTaken(settings.now()));
  }

  /** Ends all connections, hung ones too. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#door.close();
  }
}
