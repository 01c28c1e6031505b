import type { PasswordRules } from '../endpoints/password-rules.ts';

/** Zoom's rate-limit labels of the endpoints that are simulated. */
export type Label = 'light' | 'medium';

export type SimulatorOptions = {
  /** On 127.0.0.1; any free one by default. */
  port?: number;
  /** Decides the limits below where they are not given; `pro` by default. */
  plan?: keyof typeof PLANS;
  perSecond?: Partial<Record<Label, number>>;
  /** Calls a UTC day. */
  perDay?: Partial<Record<Label, number>>;
  /** `action=create` a UTC day. */
  createsPerDay?: number;
  /** How long the work of a call takes, or from and to in milliseconds; 0 by default. */
  latencyMs?: number | readonly [number, number];
  /**
   * `X-RateLimit-*` on answers and refusals, except the create quota's; on by default. What answers carry is about the
   * day; with `per-second` it is about the second, which nobody has seen Zoom do.
   */
  rateHeaders?: boolean | 'per-second';
  /** `X-RateLimit-*` for the create quota; off by default, as it was seen in the wild. */
  quotaHeaders?: boolean;
  /** Of PUT status; 204 by default, and 200 in Zoom's specification. */
  statusReply?: 200 | 204;
  accountId?: string;
  clientId?: string;
  clientSecret?: string;
  tokenSeconds?: number;
  /** A new token ends the one before it, as Zoom did until about 2023. */
  singleToken?: boolean;
  /** The scopes that the app has; all that are needed by default. */
  scopes?: readonly string[];
  /** False: ssoCreate is refused with 2002. */
  ssoEnabled?: boolean;
  /** False: ssoCreate is refused with 2032. */
  ssoPreProvision?: boolean;
  /** False: custCreate is refused. */
  custCreateAllowed?: boolean;
  /** When given, autoCreate takes only addresses of these. */
  managedDomains?: readonly string[];
  blockedDomains?: readonly string[];
  /** Addresses that hold an active account elsewhere. */
  takenElsewhere?: readonly string[];
  /** Users of type 1 that may be pending or active. */
  maxBasic?: number;
  /** Users of type 2 that may be pending or active. */
  maxLicensed?: number;
  /** When given, no other group and no other subscription exists. */
  groups?: readonly string[];
  subscriptions?: readonly string[];
  /** Addresses whose users, once they are seeded, are administrators or Zoom Rooms. */
  admins?: readonly string[];
  zoomRooms?: readonly string[];
  passwordRules?: Partial<PasswordRules>;
  /** Password changes of one user in 24 hours. */
  passwordChanges?: number;
  /** How many of the newest requests the journal keeps. */
  journalLimit?: number;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** From 0 to below 1. */
  random?: () => number;
};

/** The options with every gap filled. */
export type Settings = Required<
  Omit<SimulatorOptions, 'plan' | 'perSecond' | 'perDay' | 'passwordRules' | OnlyIfGiven>
> &
  Pick<SimulatorOptions, OnlyIfGiven> & {
    readonly perSecond: Readonly<Record<Label, number>>;
    readonly perDay: Readonly<Record<Label, number>>;
    readonly passwordRules: PasswordRules;
  };

/** @throws {RangeError} for a limit that is no whole number. */
export function settingsFrom(options: SimulatorOptions): Settings {
  const plan = PLANS[options.plan ?? 'pro'];
  const { plan: _plan, perSecond, perDay, passwordRules, ...given } = options;
  const settings: Settings = {
    ...DEFAULTS,
    createsPerDay: plan.createsPerDay,
    now: steadyClock(),
    random: Math.random,
    ...given,
    perSecond: { ...plan.perSecond, ...perSecond },
    perDay: { ...plan.perDay, ...perDay },
    passwordRules: { ...PASSWORD_RULES, ...passwordRules },
  };
  for (const limit of [...Object.values(settings.perSecond), ...Object.values(settings.perDay)]) {
    if (limit !== Infinity && !(Number.isInteger(limit) && limit > 0)) {
      throw new RangeError(`A limit must be a whole number of calls or Infinity, not ${limit}.`);
    }
  }
  return settings;
}

type OnlyIfGiven = 'managedDomains' | 'groups' | 'subscriptions';

/** https://developers.zoom.us/docs/api/rate-limits/; on Pro and Business no daily limit is documented. */
const PLANS = {
  free: { perSecond: { light: 4, medium: 2 }, perDay: { light: 6000, medium: 2000 }, createsPerDay: 50 },
  pro: { perSecond: { light: 30, medium: 20 }, perDay: unlimited(), createsPerDay: 1500 },
  business: { perSecond: { light: 80, medium: 60 }, perDay: unlimited(), createsPerDay: 10_000 },
};

const PASSWORD_RULES: PasswordRules = {
  minLength: 8,
  mixedCase: true,
  special: false,
  consecutive: 0,
  former: 0,
  easy: [],
};

const DEFAULTS = {
  port: 0,
  latencyMs: 0,
  rateHeaders: true,
  quotaHeaders: false,
  statusReply: 204,
  accountId: 'simulated-account',
  clientId: 'simulated-client',
  clientSecret: 'simulated-secret',
  tokenSeconds: 3600,
  singleToken: false,
  scopes: [
    'user:write:user:admin',
    'user:update:user:admin',
    'user:update:status:admin',
    'user:update:password:admin',
    'user:read:user:admin',
    'user:read:list_users:admin',
  ],
  ssoEnabled: true,
  ssoPreProvision: true,
  custCreateAllowed: true,
  blockedDomains: [],
  takenElsewhere: [],
  maxBasic: Infinity,
  maxLicensed: Infinity,
  admins: [],
  zoomRooms: [],
  passwordChanges: 3,
  journalLimit: 100_000,
} as const;

function unlimited(): Record<Label, number> {
  return { light: Infinity, medium: Infinity };
}

/**
 * The time of day with a fraction, which never runs backwards: whole milliseconds would be too coarse to
 * say which calls fell into one sliding second.
 */
function steadyClock(): () => number {
  const origin = Date.now() - performance.now();
  return () => origin + performance.now();
}
