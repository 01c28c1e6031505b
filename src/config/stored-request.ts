import path from 'node:path';
import type { RunRecord } from '../core/ledger-records.ts';
import { UsageError } from '../core/usage-error.ts';
import { findColumn } from '../input/header/column-names.ts';
import type { RowObjects } from '../input/row-objects.ts';
import { absoluteDefaultFile, withDefaultFiles } from './default-files.ts';
import type { Environment } from './environment.ts';
import { isSecretColumn } from './is-secret-column.ts';
import type { InputMapping } from './job.ts';
import { type JobLimits, limitsOf } from './job-paths.ts';
import { isJobFile, type LoadedJob, loadJob, type NamedBy, PATHS } from './load-job.ts';
import type { OptionName, Settings } from './options.ts';
import { resolveSettings } from './resolve-settings.ts';
import { makeupOf, type RowMakeup } from './row-makeup.ts';
import { areRows, GIVEN_ROWS, inputOfJob, type RunRequest } from './run-request.ts';
import { inputPath } from './standard-input.ts';
import { asWritten } from './sync-request.ts';

/** What the ledger keeps of a request, so that `resume` can go on in the same way. */
export type StoredRequest = {
  /** The settings that were given, as they were given, but for a default password. */
  readonly given: Readonly<Record<string, unknown>>;
  /** Absolute path of the job, which is read again for the columns it maps and computes. */
  readonly job?: string;
  /** How the columns were mapped by a job that is not in a file. */
  readonly mapping: Pick<InputMapping, 'columns' | 'ignore'>;
  /** What makes up the rows beside the file; ledgers of before do not tell. */
  readonly makeup?: RowMakeup;
  /** Columns with a default that is not kept, since it is never shown. */
  readonly secrets?: readonly string[];
  /** Where those came from: the job still has them, or they have to be said again. */
  readonly passwordFrom?: 'job' | 'elsewhere';
  /** What the input has between two cells; ledgers of before do not tell. */
  readonly inputDelimiter?: string;
  /** What ledgers of before say of a password. */
  readonly hadPassword?: boolean;
  /** The input was written by a sync: what says how a file is to be read says nothing about it. */
  readonly ofSync?: true;
  /** What held for the job when the run began; ledgers of before do not tell. */
  readonly limits?: JobLimits;
};

type StorableRequest = Pick<RunRequest, 'job' | 'mapping' | 'given' | 'settings' | 'limits' | 'ofSync'>;

/**
 * For the ledger, as JSON. Paths are made absolute: `resume` may be called from another folder.
 * @param inputDelimiter as it was found
 */
export function storeRequest(request: StorableRequest, inputDelimiter?: string): string {
  const { job, mapping, limits, settings } = request;
  // What was allowed is among the limits; a run that goes on cannot take it back.
  const { allowPath: _, ...given } = request.given;
  const paths = PATHS.filter((name) => typeof given[name] === 'string');
  const absolute = Object.fromEntries(paths.map((name) => [name, path.resolve(String(given[name]))]));
  const files = Array.isArray(given.defaultFile) ? given.defaultFile.map(String) : [];
  const { kept, secrets } = withoutSecrets(given.default);
  const inFiles = Object.keys(settings.defaultFile).filter(isSecretColumn);
  const hidden = [...new Set([...secrets, ...inFiles].map((column) => findColumn(column) ?? column))];
  const passwordFrom = given.default === job?.options.default ? 'job' : 'elsewhere';
  const stored: StoredRequest = {
    given: {
      ...given,
      ...absolute,
      ...(kept && { default: kept }),
      ...(files.length > 0 && { defaultFile: files.map(absoluteDefaultFile) }),
    },
    mapping: {
      ...(mapping.columns && { columns: mapping.columns }),
      ...(mapping.ignore && { ignore: mapping.ignore }),
    },
    makeup: makeupOf(request),
    ...(hidden.length > 0 && { secrets: hidden, passwordFrom }),
    ...(job?.file !== undefined && { job: job.file }),
    ...(request.ofSync && { ofSync: true }),
    ...(limits && { limits }),
    ...(inputDelimiter !== undefined && { inputDelimiter }),
  };
  return JSON.stringify(stored);
}

/** What made up the rows of a run beside the file when it began; undefined where the ledger does not tell. */
export function storedMakeup({ settings }: Pick<RunRecord, 'settings'>): RowMakeup | undefined {
  return (JSON.parse(settings) as StoredRequest).makeup;
}

/** The part of the account's limits that a run was given, above 0, at most 1. */
export function storedShare({ settings }: Pick<RunRecord, 'settings'>): number {
  const { given } = JSON.parse(settings) as Partial<StoredRequest>;
  return settingsOf('The run', given ?? {}, ['share']).share;
}

/** What is said now, on top of what the run began with. */
export type SaidNow = {
  readonly commandLine: Readonly<Record<string, unknown>>;
  readonly environment: Environment;
  /** The input, where it has moved or was standard input. */
  readonly input: string | RowObjects | undefined;
  /** Where the report goes, if not where it went before. */
  readonly out?: string | undefined;
  /** Only what waits for an invitation is taken up. */
  readonly waitingOnly?: boolean;
  readonly askSecret?: AskSecret | undefined;
};

/** Asks whoever is there for something that is never shown; undefined when nobody is, or nothing is said. */
export type AskSecret = (question: string) => Promise<string | undefined>;

/**
 * What a run on record was asked for, below what the command line and the environment say now.
 * @param needs `settings` alone for what needs neither the input nor the job that says how it is read
 * @throws {UsageError} when something that is not kept has to be given again, or a setting cannot be used
 */
export async function restoreRequest(
  { id, settings: text, input: recorded }: Pick<RunRecord, 'id' | 'settings' | 'input'>,
  { commandLine, environment: outer, input: moved, askSecret }: SaidNow,
  needs: 'settings' | 'input' = 'input',
): Promise<RunRequest> {
  const stored = JSON.parse(text) as StoredRequest;
  const needsInput = needs === 'input';
  const name = `Run ${id}`;
  const limits = limitsIn(stored);
  const { envFile } = stored.given;
  const now = resolveSettings({
    commandLine,
    environment: outer,
    job: { name, options: { envFile }, limits },
  });
  const job = needsInput && stored.job !== undefined ? await loadJob(stored.job, 'record') : undefined;
  const objects = needsInput && areRows(moved) ? moved : undefined;
  const given = areRows(moved) ? GIVEN_ROWS : (moved ?? recorded);
  const namedBy = moved === undefined ? 'record' : 'user';
  const input = needsInput ? await inputOf(given, namedBy, now.settings.allowPath) : recorded;
  if (needsInput && input === GIVEN_ROWS && !objects) {
    throw new UsageError(
      `${name} was given its rows by a program, which has to give the same again: resume({ run: '${id}', input: rows }).`,
    );
  }
  if (needsInput && input === '-' && moved === undefined) {
    throw new UsageError(
      `${name} read standard input, which is gone: give the same rows again with --input <file> (or --input -).`,
    );
  }
  const defaults = {
    ...(stored.passwordFrom === 'job' && job && secretsIn(defaultsOf(job))),
    ...defaultsOf({ name, options: stored.given }),
    ...now.settings.default,
  };
  const resolved = resolveSettings({
    commandLine: { ...commandLine, default: defaults },
    environment: outer,
    job: { name, options: stored.given, limits },
  });
  const whole = needsInput
    ? await withSecrets(resolved.settings, stored, name, askSecret)
    : resolved.settings;
  // The same file is read on, so its columns mean what they meant, whatever the environment says today.
  const began = settingsOf(name, stored.given, ['map', 'ignore', 'ignoreUnknown', 'protect']);
  const { map, ignore, ignoreUnknown } = began;
  // A guard that is given now is one more, and takes none away.
  const protect = [...new Set([...began.protect, ...whole.protect])];
  return {
    ...resolved,
    settings: { ...whole, map, ignore, ignoreUnknown, protect, ...(stored.ofSync && asWritten(whole)) },
    input,
    ...(objects && { objects }),
    mapping: job?.mapping ?? stored.mapping,
    ...(job && { job }),
  };
}

/** What held for the job; of what ledgers of before do not tell only where it takes its credentials from matters. */
function limitsIn({ limits, job }: StoredRequest): JobLimits | undefined {
  if (limits || job === undefined) return limits;
  return { ...limitsOf(path.dirname(job)), options: ['envFile'] };
}

/** Asks for what is given nowhere. @throws {UsageError} when nobody says it */
async function withSecrets(
  settings: Settings,
  { secrets, passwordFrom, hadPassword }: StoredRequest,
  name: string,
  askSecret: AskSecret = async () => undefined,
): Promise<Settings> {
  const columns = secrets ?? (passwordFrom || hadPassword ? ['password'] : []);
  const isSame = (secret: string, column: string) => secret === findColumn(column);
  // The file of a secret may be gone for good reason.
  const isHidden = (column: string) => columns.some((secret) => isSame(secret, column));
  const whole = withDefaultFiles(settings, isHidden);
  const isGiven = (column: string) => Object.keys(whole.default).some((given) => isSame(column, given));
  const asked: Record<string, string> = {};
  for (const column of columns.filter((its) => !isGiven(its))) {
    const said = await askSecret(
      `${name} began with a default for ${column}, which is not kept. ${column}: `,
    );
    if (!said) {
      throw new UsageError(
        `${name} began with a default for ${column}, which is not kept: give it again with --default-file ${column}=<file>, in ZOOM_PROVISION_DEFAULT, or on a terminal, where it is asked for.`,
      );
    }
    asked[column] = said;
  }
  return { ...whole, default: { ...whole.default, ...asked } };
}

/** Of a job its own input. */
async function inputOf(given: string, namedBy: NamedBy, allowPath: readonly string[]): Promise<string> {
  if (isJobFile(given)) return inputOfJob(await loadJob(given, namedBy), allowPath);
  return given === GIVEN_ROWS ? given : inputPath(given);
}

type Defaults = Readonly<Record<string, string>>;

function defaultsOf({ name, options }: Pick<LoadedJob, 'name' | 'options'>): Defaults {
  return settingsOf(name, options, ['default']).default;
}

/** Some of the settings, without what is said now. */
export function settingsOf(name: string, given: LoadedJob['options'], only: readonly OptionName[]): Settings {
  const options = Object.fromEntries(only.map((option) => [option, given[option]]));
  return resolveSettings({ commandLine: {}, environment: {}, job: { name, options } }).settings;
}

function secretsIn(defaults: Defaults): Defaults {
  return Object.fromEntries(Object.entries(defaults).filter(([column]) => isSecretColumn(column)));
}

/** Defaults for columns without those that the ledger must not hold; they are pairs in texts, or an object. */
function withoutSecrets(defaults: unknown): {
  readonly kept: object | undefined;
  readonly secrets: readonly string[];
} {
  if (defaults === undefined) return { kept: undefined, secrets: [] };
  const columnOf = (pair: unknown) => String(pair).split('=', 1)[0]?.trim() ?? '';
  if (Array.isArray(defaults)) {
    return {
      kept: defaults.filter((pair) => !isSecretColumn(columnOf(pair))),
      secrets: defaults.map(columnOf).filter(isSecretColumn),
    };
  }
  const pairs = Object.entries(defaults as Record<string, unknown>);
  return {
    kept: Object.fromEntries(pairs.filter(([column]) => !isSecretColumn(column))),
    secrets: pairs.map(([column]) => column).filter(isSecretColumn),
  };
}
