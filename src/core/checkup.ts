import type { EndpointName } from './endpoints.ts';
import type { Label, PlanName } from './labels.ts';
import type { RateLimit } from './rate-limit.ts';
import type { StopReason } from './stop-reason.ts';

/** What was found out about one of the scopes that the program can use. */
export type ScopeFinding = {
  readonly call: EndpointName;
  readonly scope: string;
  /** `unknown`: nobody has said, and nothing harmless shows it. */
  readonly status: 'granted' | 'missing' | 'unknown';
  /** The older scope by which it is granted. */
  readonly by?: string | undefined;
  /** The app may make the call, but the role of its owner lacks this permission. */
  readonly permission?: string | undefined;
};

/** What Zoom's answers say of the limit of a label. */
export type SeenLimit = Pick<RateLimit, 'limit' | 'window'> & { readonly label: Label };

/** How things stand before a run: what `check` finds out. */
export type Checkup = {
  readonly account: {
    readonly id: string;
    /** Undefined where it may not be asked for. */
    readonly name: string | undefined;
    readonly simulated: boolean;
  };
  readonly apiUrl: string;
  /** Undefined where there is nothing to sign in with. */
  readonly oauthUrl: string | undefined;
  /** Why Zoom could not be asked; undefined when it answered. */
  readonly failure: StopReason | undefined;
  /** In the order of the calls; empty when Zoom could not be asked. */
  readonly scopes: readonly ScopeFinding[];
  readonly plan: {
    /** As the settings have it. */
    readonly said: PlanName;
    readonly seen: readonly SeenLimit[];
    /** Whose limits they are, when not those of the plan that was said. */
    readonly rather: readonly PlanName[];
  };
  /** Undefined when no answer had a date. */
  readonly clock:
    | {
        /** How far this computer's clock is ahead of Zoom's, in ms; negative: behind. */
        readonly aheadMs: number;
        /** The most that this may be wrong by, in ms. */
        readonly withinMs: number;
      }
    | undefined;
  readonly proxy: {
    /** Host and port; undefined for none. */
    readonly place: string | undefined;
    /** For whom there is none. */
    readonly except: string;
  };
  readonly state: {
    readonly folder: string;
    /** Why the ledger cannot be used there; undefined when it can. */
    readonly problem: string | undefined;
    /** Undefined where nobody can tell. */
    readonly freeBytes: number | undefined;
  };
  /** What is odd about the environment, in sentences. */
  readonly doubts: readonly string[];
};
