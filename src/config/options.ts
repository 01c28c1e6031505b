import { z } from 'zod';
import { ON_EXISTS } from '../core/action.ts';
import { PLAN_NAMES } from '../core/labels.ts';
import { anyOf, type Option, TRUE_OR_FALSE } from './option.ts';
import {
  columnsByHeader,
  defaults,
  duration,
  durationOrNone,
  filesByColumn,
  flag,
  phoneCountry,
  share,
  text,
  wholeNumber,
} from './option-values.ts';
import { ACCOUNT_OPTIONS } from './options/account.ts';
import { OUTPUT_OPTIONS } from './options/output.ts';
import { SAFETY_OPTIONS } from './options/safety.ts';
import { SYNC_OPTIONS } from './options/sync.ts';

const BODIES = ['json', 'multipart'] as const;
const ON_QUOTA = ['defer', 'wait'] as const;

/** Every option of `preview`, `run` and `sync`, by its name in a job; the interface's table. */
export const OPTIONS = {
  plan: {
    flags: '--plan <plan>',
    group: 'limits',
    meaning: "the account's plan: free, pro or business; its rate limits and create quota hold",
    default: 'pro',
    values: PLAN_NAMES,
    write: anyOf(PLAN_NAMES),
    schema: z.enum(PLAN_NAMES).default('pro'),
  },
  share: {
    flags: '--share <percent>',
    group: 'limits',
    meaning: "how much of the account's limits this run may take, 1% to 100%",
    default: '100%',
    write: 'a percentage from 1% to 100%',
    schema: share.default(1),
  },
  state: {
    flags: '--state <dir>',
    group: 'files',
    meaning: "the ledger's folder",
    default: '$XDG_STATE_HOME/zoom-provision, else ~/.local/state/zoom-provision',
    write: 'the path of a folder',
    schema: text.optional(),
  },
  onExists: {
    flags: '--on-exists <what>',
    group: 'what',
    meaning:
      'a create whose address the account already has: fail, skip, update, or reactivate, which updates and switches an inactive user on',
    default: 'fail',
    values: ON_EXISTS,
    write: anyOf(ON_EXISTS),
    schema: z.enum(ON_EXISTS).default('fail'),
  },
  onQuota: {
    flags: '--on-quota <what>',
    group: 'what',
    meaning: "creates beyond today's quota: defer them to `resume`, or wait past the reset",
    default: 'defer',
    values: ON_QUOTA,
    write: anyOf(ON_QUOTA),
    schema: z.enum(ON_QUOTA).default('defer'),
  },
  ...SAFETY_OPTIONS,
  ...ACCOUNT_OPTIONS,
  ...SYNC_OPTIONS,
  wait: {
    flags: '--wait <duration>',
    group: 'limits',
    meaning: 'wait for another run of the account to end, instead of exit code 5',
    default: 'off',
    write: 'a duration such as 90s, 10m or 2h',
    schema: duration.optional(),
  },
  outage: {
    flags: '--outage <duration>',
    group: 'limits',
    meaning: 'how long a run waits and probes when nothing gets through to Zoom; 0 stops at once',
    default: '15m',
    write: 'a duration such as 90s, 15m or 2h, or 0',
    schema: durationOrNone.default(15 * 60_000),
  },
  concurrency: {
    flags: '--concurrency <n>',
    group: 'limits',
    meaning: 'most requests in flight',
    default: 'by plan',
    write: 'a whole number, from 1 to 1000',
    schema: wholeNumber(1, 1000).optional(),
  },
  timeout: {
    flags: '--timeout <seconds>',
    group: 'limits',
    meaning: 'for one request',
    default: '30',
    write: 'whole seconds, from 1 to 3600',
    schema: wholeNumber(1, 3600).default(30),
  },
  body: {
    flags: '--body <kind>',
    group: 'what',
    meaning: 'how request bodies are encoded: json or multipart',
    default: 'json',
    values: BODIES,
    write: anyOf(BODIES),
    schema: z.enum(BODIES).default('json'),
  },
  default: {
    flags: '--default <column=value>',
    group: 'what',
    meaning:
      'for cells that are empty or columns that are missing, `action` included; `type` counts for `create*` only',
    repeatable: true,
    write: '<column>=<value>, such as action=update; in a job, texts by column',
    schema: defaults,
  },
  defaultFile: {
    flags: '--default-file <column=file>',
    group: 'what',
    meaning: 'a default that stands in a file, such as a password: a command line can be seen by others',
    repeatable: true,
    operatorOnly: true,
    write: '<column>=<file>, such as password=first-password.txt',
    schema: filesByColumn,
  },
  defaultCountry: {
    flags: '--default-country <CC>',
    group: 'what',
    meaning: 'for phone numbers without a country code: US, GB, DE …',
    write: 'the two letters of a country in ISO 3166, such as US, GB or DE',
    schema: phoneCountry.optional(),
  },
  map: {
    flags: '--map <header=column>',
    group: 'what',
    meaning: 'what a header of the file means',
    repeatable: true,
    write: '<header>=<column>, such as "Cost Centre Code=cost_center"',
    schema: columnsByHeader,
  },
  ignore: {
    flags: '--ignore <header>',
    group: 'what',
    meaning: 'a column of the file to pass over',
    repeatable: true,
    write: 'the header of a column to pass over',
    schema: z.array(text).default([]),
  },
  ignoreUnknown: {
    flags: '--ignore-unknown',
    group: 'what',
    meaning: 'pass over every column that is not known, but for typing errors',
    write: TRUE_OR_FALSE,
    schema: flag,
  },
  delimiter: {
    flags: '--delimiter <char>',
    group: 'files',
    meaning: 'for unusual files',
    default: 'detected',
    write: 'one character, or tab',
    schema: text.optional(),
  },
  encoding: {
    flags: '--encoding <name>',
    group: 'files',
    meaning: 'for unusual files',
    default: 'detected',
    write: 'the name of an encoding, such as utf-8 or windows-1252',
    schema: text.optional(),
  },
  simulate: {
    flags: '--simulate',
    group: 'what',
    meaning: 'run against a simulator inside this process: no credentials, nothing leaves the machine',
    write: TRUE_OR_FALSE,
    schema: flag,
  },
  ...OUTPUT_OPTIONS,
  envFile: {
    flags: '--env-file <file>',
    group: 'files',
    meaning: 'read environment variables, credentials for one, from a file',
    write: 'the path of a file',
    schema: text.optional(),
  },
  allowPath: {
    flags: '--allow-path <dir>',
    group: 'files',
    meaning: "a folder that a job's paths may lie in, beside the job's own and the working folder",
    repeatable: true,
    operatorOnly: true,
    write: 'the path of a folder',
    schema: z.array(text).default([]),
  },
  dryRun: {
    flags: '--dry-run',
    group: 'what',
    meaning: 'the same as `preview`',
    write: TRUE_OR_FALSE,
    schema: flag,
  },
} as const satisfies Record<string, Option>;

export type OptionName = keyof typeof OPTIONS;

/** The settings of a command, after everything was put together. */
export type Settings = { readonly [Name in OptionName]: z.output<(typeof OPTIONS)[Name]['schema']> };

/** `--on-exists` for `onExists`. */
export function flagOf(name: OptionName): string {
  return OPTIONS[name].flags.split(' ')[0] ?? name;
}

/** `ZOOM_PROVISION_ON_EXISTS` for `onExists`. */
export function variableOf(name: OptionName): string {
  return `ZOOM_PROVISION_${flagOf(name).slice(2).replaceAll('-', '_').toUpperCase()}`;
}
