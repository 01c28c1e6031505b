import type { PasswordRules } from '../schema/password-rules.ts';
import type { Label } from './label.ts';
import type { SimulatorOptions } from './simulator-options.ts';

/** The options with every gap filled. */
export type SimulatorSettings = Required<
  Omit<SimulatorOptions, 'plan' | 'perSecond' | 'perDay' | 'passwordRules' | OnlyIfGiven>
> &
  Pick<SimulatorOptions, OnlyIfGiven> & {
    readonly perSecond: Readonly<Record<Label, number>>;
    readonly perDay: Readonly<Record<Label, number>>;
    readonly passwordRules: PasswordRules;
  };

/**
 * @param scopes what the app has when the options do not say
 * @throws {RangeError} for a limit that is no whole number.
 */
export function settingsFrom(options: SimulatorOptions, scopes: readonly string[]): SimulatorSettings {
  const plan = PLANS[options.plan ?? 'pro'];
  const { plan: _plan, perSecond, perDay, passwordRules, ...given } = options;
  const settings: SimulatorSettings = {
    ...DEFAULTS,
    createsPerDay: plan.createsPerDay,
    scopes,
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
} satisfies Record<NonNullable<SimulatorOptions['plan']>, object>;

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
  strict: true,
  latencyMs: 0,
  rateHeaders: true,
  quotaHeaders: false,
  statusReply: 204,
  accountId: 'simulated-account',
  accountName: 'Simulated account',
  clientId: 'simulated-client',
  clientSecret: 'simulated-secret',
  tokenSeconds: 3600,
  usersPerPage: 300,
  pageTokenSeconds: 900,
  singleToken: false,
  ssoEnabled: true,
  ssoPreProvision: true,
  custCreateAllowed: true,
  managedDomain: true,
  blockedDomains: [],
  takenElsewhere: [],
  maxBasic: Infinity,
  maxLicensed: Infinity,
  pendingGroups: true,
  owners: [],
  admins: [],
  zoomRooms: [],
  callQueueManagers: [],
  eventHosts: [],
  passwordChanges: 3,
  emailChanges: 3,
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
