import { z } from 'zod';
import { ON_EXISTS } from '../core/action.ts';
import { PLAN_NAMES } from '../core/lanes.ts';

const BODIES = ['json', 'multipart'] as const;
const ON_QUOTA = ['defer', 'wait'] as const;
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** One option: how it is written on the command line, what it takes and what it means. */
export type Option = {
  /** As commander writes it. */
  readonly flags: string;
  readonly meaning: string;
  readonly default?: string;
  /** May be given several times; in an environment variable the values are separated by commas. */
  readonly repeatable?: true;
  readonly schema: z.ZodType;
};

const flag = z.union([z.boolean(), z.stringbool({ error: 'write true or false' })]);

function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, { error: `write one of ${values.join(', ')}` });
}

function wholeNumber(min: number, max: number, what: string) {
  const error = `write ${what}, from ${min} to ${max}`;
  return z
    .union(
      [
        z.number(),
        z
          .string()
          .regex(/^\s*\d+\s*$/)
          .transform(Number),
      ],
      { error },
    )
    .pipe(z.number().int({ error }).min(min, { error }).max(max, { error }));
}

const share = z
  .union(
    [
      z.number(),
      z
        .string()
        .regex(/^\s*\d{1,3}\s*%?\s*$/)
        .transform((text) => Number.parseInt(text, 10)),
    ],
    { error: 'write a percentage from 1% to 100%' },
  )
  .pipe(
    z
      .number()
      .int({ error: 'write whole percents' })
      .min(1, { error: 'write at least 1%' })
      .max(100, { error: 'write at most 100%' }),
  )
  .transform((percent) => percent / 100);

const maxDeactivate = z
  .union([z.number().int().nonnegative(), z.string().regex(/^\s*\d+(\.\d+)?\s*%?\s*$/)], {
    error: 'write a number such as 25, or a percentage such as 10%',
  })
  .transform((value) => {
    const text = String(value).trim();
    return text.endsWith('%') ? { percent: Number.parseFloat(text) } : { count: Math.floor(Number(text)) };
  });

const delimiter = z.string().min(1, { error: 'write one character, or tab' });
const text = z.string().min(1, { error: 'must not be empty' });

/** `column=value` pairs, as an object or as texts. */
const defaults = z
  .union([
    z.record(z.string(), z.string()),
    z
      .array(z.string().regex(/^[^=]+=/s, { error: 'write it as <column>=<value>' }))
      .transform((pairs) =>
        Object.fromEntries(
          pairs.map((pair) => [pair.slice(0, pair.indexOf('=')).trim(), pair.slice(pair.indexOf('=') + 1)]),
        ),
      ),
  ])
  .default({});

/** Every option of `preview` and `run`, by its name in a job; the interface's table. */
export const OPTIONS = {
  plan: {
    flags: '--plan <plan>',
    meaning: "the account's plan: free, pro or business; its rate limits and create quota hold",
    default: 'pro',
    schema: oneOf(PLAN_NAMES).default('pro'),
  },
  share: {
    flags: '--share <percent>',
    meaning: "how much of the account's limits this run may take, 1% to 100%",
    default: '100%',
    schema: share.default(1),
  },
  out: {
    flags: '--out <dir>',
    meaning: 'where the report goes',
    default: 'reports/<run-id>',
    schema: text.optional(),
  },
  state: {
    flags: '--state <dir>',
    meaning: "the ledger's folder",
    default: '$XDG_STATE_HOME/zoom-provision, else ~/.local/state/zoom-provision',
    schema: text.optional(),
  },
  onExists: {
    flags: '--on-exists <what>',
    meaning: 'a create whose address the account already has: fail, skip or update',
    default: 'fail',
    schema: oneOf(ON_EXISTS).default('fail'),
  },
  onQuota: {
    flags: '--on-quota <what>',
    meaning: "creates beyond today's quota: defer them to `resume`, or wait past the reset",
    default: 'defer',
    schema: oneOf(ON_QUOTA).default('defer'),
  },
  maxDeactivate: {
    flags: '--max-deactivate <n|n%>',
    meaning:
      'more deactivations than that (of the users the input names) refuse the run before its first request',
    default: '10%, at least 10',
    schema: maxDeactivate.default({ percent: 10 }),
  },
  protect: {
    flags: '--protect <pattern>',
    meaning: 'addresses never touched, as a glob',
    repeatable: true,
    schema: z.array(text).default([]),
  },
  yes: {
    flags: '--yes',
    meaning: 'no question before deactivations or password changes',
    schema: flag.default(false),
  },
  concurrency: {
    flags: '--concurrency <n>',
    meaning: 'most requests in flight',
    default: 'by plan',
    schema: wholeNumber(1, 1000, 'a whole number').optional(),
  },
  timeout: {
    flags: '--timeout <seconds>',
    meaning: 'for one request',
    default: '30',
    schema: wholeNumber(1, 3600, 'whole seconds').default(30),
  },
  body: {
    flags: '--body <kind>',
    meaning: 'how request bodies are encoded: json or multipart',
    default: 'json',
    schema: oneOf(BODIES).default('json'),
  },
  default: {
    flags: '--default <column=value>',
    meaning: 'for cells that are empty or columns that are missing, `action` included',
    repeatable: true,
    schema: defaults,
  },
  delimiter: {
    flags: '--delimiter <char>',
    meaning: 'for unusual files',
    default: 'detected',
    schema: delimiter.optional(),
  },
  encoding: {
    flags: '--encoding <name>',
    meaning: 'for unusual files',
    default: 'detected',
    schema: text.optional(),
  },
  simulate: {
    flags: '--simulate',
    meaning: 'run against a simulator inside this process: no credentials, nothing leaves the machine',
    schema: flag.default(false),
  },
  json: {
    flags: '--json',
    meaning: 'one JSON summary on standard output at the end',
    schema: flag.default(false),
  },
  logLevel: {
    flags: '--log-level <level>',
    meaning: 'trace, debug, info, warn, error, fatal or silent',
    default: 'info',
    schema: oneOf(LOG_LEVELS).default('info'),
  },
  logFile: {
    flags: '--log-file <file>',
    meaning: 'JSON lines',
    default: '<out>/run.log',
    schema: text.optional(),
  },
  envFile: {
    flags: '--env-file <file>',
    meaning: 'read environment variables, credentials for one, from a file',
    schema: text.optional(),
  },
  dryRun: { flags: '--dry-run', meaning: 'the same as `preview`', schema: flag.default(false) },
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
