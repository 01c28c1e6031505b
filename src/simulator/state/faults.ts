import type { SimulatorSettings } from './simulator-settings.ts';

/** Something that a test orders to go wrong. */
export type Fault = FaultKind & {
  /** All that is given must hold; a request that sign-in or a rate limit refuses is never matched. */
  readonly match?: {
    readonly method?: string;
    /**
     * A text is the path below `/v2` as received, without the query, or an endpoint's template such as
     * `/users/{userId}`, or `/oauth/token`: a sign-in is matched only by a path. An expression is tried on the
     * path as received, with the query.
     */
    readonly path?: string | RegExp;
    /** Address or id, as in the path or as the account knows it. */
    readonly user?: string;
  };
  /** How many requests it befalls; 1 by default, Infinity for all. */
  readonly times?: number;
  /** It is over so many milliseconds after it befell its first request, whatever is left of its times. */
  readonly forMs?: number;
  /** Leaves this many matching requests alone first. */
  readonly after?: number;
  /** From 0 to 1: of the matching requests, this share; 1 by default. */
  readonly probability?: number;
};

type FaultKind =
  /** An answer instead of the work, or after it with `effect`. A body that is no text is written as JSON. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
      readonly effect?: boolean;
    }
  /** A page instead of JSON; 502 by default. */
  | { readonly kind: 'html'; readonly status?: number; readonly effect?: boolean }
  /** No answer, ever; `hang-after` does the work first. */
  | { readonly kind: 'hang' | 'hang-after' }
  /** The connection is torn down; `reset-after` does the work first. */
  | { readonly kind: 'reset-before' | 'reset-after' }
  /** The connection is torn down with all others, and nobody answers for so long, at sign-in neither. */
  | { readonly kind: 'outage'; readonly outageMs: number }
  /** The work is done, and half of the answer's body arrives. */
  | { readonly kind: 'cut' }
  /** The answer says that it is another time, by a `Date` of this text, or says nothing of the time when it is empty. */
  | { readonly kind: 'date'; readonly date: string }
  /** The work starts late. */
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** All tokens issued so far stop working, and the request is refused with 401 and code 124. */
  | { readonly kind: 'token-death' }
  /** The refusals of Zoom's limits. `headers` replaces the usual ones. */
  | {
      readonly kind: 'per-second' | 'daily' | 'create-quota' | 'concurrent';
      readonly headers?: Readonly<Record<string, string>>;
    };

/** What a fault's `match` looks at. */
export type FaultSubject = {
  readonly method: string;
  /** Below `/v2`, as received, with the query. */
  readonly path: string;
  readonly template: string;
  /** Everything by which the request's user may be called. */
  readonly users: readonly string[];
};

/** The orders, oldest first. */
export class Faults {
  readonly #settings: Pick<SimulatorSettings, 'random' | 'now'>;
  readonly #orders = new Set<FaultOrder>();

  constructor(settings: Pick<SimulatorSettings, 'random' | 'now'>) {
    this.#settings = settings;
  }

  order(fault: Fault): void {
    this.#orders.add({ fault, toSkip: fault.after ?? 0, left: fault.times ?? 1, endsAt: undefined });
  }

  /** The fault that befalls this request: of the orders that match, the oldest that is due. */
  next(subject: FaultSubject): Fault | undefined {
    const { now, random } = this.#settings;
    for (const order of this.#orders) {
      if (order.endsAt !== undefined && order.endsAt <= now()) this.#orders.delete(order);
      if (!this.#orders.has(order) || !matches(order.fault.match, subject)) continue;
      if (order.toSkip > 0) {
        order.toSkip--;
        continue;
      }
      if (random() >= (order.fault.probability ?? 1)) continue;
      if (order.fault.forMs !== undefined) order.endsAt ??= now() + order.fault.forMs;
      order.left--;
      if (order.left <= 0) this.#orders.delete(order);
      return order.fault;
    }
    return undefined;
  }
}

type FaultOrder = { readonly fault: Fault; toSkip: number; left: number; endsAt: number | undefined };

const SIGN_IN = '/oauth/token';

function matches(match: Fault['match'], subject: FaultSubject): boolean {
  // A program may sign in at any time: a fault that counts calls must not be used up by that.
  if (subject.template === SIGN_IN && match?.path === undefined) return false;
  if (!match) return true;
  if (match.method && match.method.toUpperCase() !== subject.method) return false;
  if (match.path !== undefined && !matchesPath(match.path, subject)) return false;
  const wanted = match.user?.toLowerCase();
  return wanted === undefined || subject.users.some((user) => user.toLowerCase() === wanted);
}

function matchesPath(wanted: string | RegExp, { path, template }: FaultSubject): boolean {
  if (typeof wanted === 'string') return wanted === template || wanted === path.split('?')[0];
  // `test` with a global expression starts where the last match ended; `search` starts at the beginning.
  return path.search(wanted) >= 0;
}
