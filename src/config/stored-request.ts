import path from 'node:path';
import type { RunRecord } from '../core/ledger-records.ts';
import { UsageError } from '../core/usage-error.ts';
import type { RowObjects } from '../input/row-objects.ts';
import type { Environment } from './environment.ts';
import { isPassword } from './is-password.ts';
import type { InputMapping } from './job.ts';
import { isJobFile, type LoadedJob, loadJob, type NamedBy, PATHS } from './load-job.ts';
import type { OptionName, Settings } from './options.ts';
import { resolveSettings } from './resolve-settings.ts';
import { makeupOf, type RowMakeup } from './row-makeup.ts';
import { areRows, GIVEN_ROWS, type RunRequest } from './run-request.ts';
import { inputPath } from './standard-input.ts';

/** What the ledger keeps of a request, so that `resume` can go on in the same way. */
type StoredRequest = {
  /** The settings that were given, as they were given, but for a default password. */
  readonly given: Readonly<Record<string, unknown>>;
  /** Absolute path of the job, which is read again for the columns it maps and computes. */
  readonly job?: string;
  /** How the columns were mapped by a job that is not in a file. */
  readonly mapping: Pick<InputMapping, 'columns' | 'ignore'>;
  /** What makes up the rows beside the file; ledgers of before do not tell. */
  readonly makeup?: RowMakeup;
  /** Where a default password came from: the job still has it, or it has to be said again. */
  readonly passwordFrom?: 'job' | 'elsewhere';
  /** What ledgers of before say of it. */
  readonly hadPassword?: boolean;
};

type StorableRequest = Pick<RunRequest, 'job' | 'mapping' | 'given' | 'settings'>;

/** For the ledger, as JSON. Paths are made absolute: `resume` may be called from another folder. */
export function storeRequest(request: StorableRequest): string {
  const { job, mapping, given } = request;
  const paths = PATHS.filter((name) => typeof given[name] === 'string');
  const absolute = Object.fromEntries(paths.map((name) => [name, path.resolve(String(given[name]))]));
  const { kept, hadPassword } = withoutPassword(given.default);
  const passwordFrom = given.default === job?.options.default ? 'job' : 'elsewhere';
  const stored: StoredRequest = {
    given: { ...given, ...absolute, ...(kept && { default: kept }) },
    mapping: {
      ...(mapping.columns && { columns: mapping.columns }),
      ...(mapping.ignore && { ignore: mapping.ignore }),
    },
    makeup: makeupOf(request),
    ...(hadPassword && { passwordFrom }),
    ...(job?.file !== undefined && { job: job.file }),
  };
  return JSON.stringify(stored);
}

/** What made up the rows of a run beside the file when it began; undefined where the ledger does not tell. */
export function storedMakeup({ settings }: Pick<RunRecord, 'settings'>): RowMakeup | undefined {
  return (JSON.parse(settings) as StoredRequest).makeup;
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
};

/**
 * What a run on record was asked for, below what the command line and the environment say now.
 * @param needs `settings` alone for what needs neither the input nor the job that says how it is read
 * @throws {UsageError} when something that is not kept has to be given again, or a setting cannot be used
 */
export async function restoreRequest(
  { id, settings: text, input: recorded }: Pick<RunRecord, 'id' | 'settings' | 'input'>,
  { commandLine, environment: outer, input: moved }: SaidNow,
  needs: 'settings' | 'input' = 'input',
): Promise<RunRequest> {
  const stored = JSON.parse(text) as StoredRequest;
  const needsInput = needs === 'input';
  const passwordFrom = stored.passwordFrom ?? (stored.hadPassword ? 'elsewhere' : undefined);
  const name = `Run ${id}`;
  const job = needsInput && stored.job !== undefined ? await loadJob(stored.job, 'record') : undefined;
  const objects = needsInput && areRows(moved) ? moved : undefined;
  const given = areRows(moved) ? GIVEN_ROWS : (moved ?? recorded);
  const input = needsInput ? await inputOf(given, moved === undefined ? 'record' : 'user') : recorded;
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
  const { envFile } = stored.given;
  const now = resolveSettings({ commandLine, environment: outer, job: { name, options: { envFile } } });
  const defaults = {
    ...(passwordFrom === 'job' && job && passwordIn(defaultsOf(job))),
    ...defaultsOf({ name, options: stored.given }),
    ...now.settings.default,
  };
  if (needsInput && passwordFrom !== undefined && !Object.keys(defaults).some(isPassword)) {
    throw new UsageError(
      `${name} began with a default password, which is not kept: give it again with --default password=<value> or ZOOM_PROVISION_DEFAULT.`,
    );
  }
  const resolved = resolveSettings({
    commandLine: { ...commandLine, default: defaults },
    environment: now.environment,
    job: { name, options: stored.given },
  });
  // The same file is read on, so its columns mean what they meant, whatever the environment says today.
  const began = settingsOf(name, stored.given, ['map', 'ignore', 'ignoreUnknown', 'protect']);
  const { map, ignore, ignoreUnknown } = began;
  // A guard that is given now is one more, and takes none away.
  const protect = [...new Set([...began.protect, ...resolved.settings.protect])];
  return {
    ...resolved,
    settings: { ...resolved.settings, map, ignore, ignoreUnknown, protect },
    input,
    ...(objects && { objects }),
    mapping: job?.mapping ?? stored.mapping,
    ...(job && { job }),
  };
}

/** Of a job its own input. */
async function inputOf(given: string, namedBy: NamedBy): Promise<string> {
  if (isJobFile(given)) return (await loadJob(given, namedBy)).input;
  return given === GIVEN_ROWS ? given : inputPath(given);
}

type Defaults = Readonly<Record<string, string>>;

function defaultsOf({ name, options }: Pick<LoadedJob, 'name' | 'options'>): Defaults {
  return settingsOf(name, options, ['default']).default;
}

/** Some of the settings, without what is said now. */
function settingsOf(name: string, given: LoadedJob['options'], only: readonly OptionName[]): Settings {
  const options = Object.fromEntries(only.map((option) => [option, given[option]]));
  return resolveSettings({ commandLine: {}, environment: {}, job: { name, options } }).settings;
}

function passwordIn(defaults: Defaults): Defaults {
  return Object.fromEntries(Object.entries(defaults).filter(([column]) => isPassword(column)));
}

/** Defaults for columns without the one that the ledger must not hold; they are pairs in texts, or an object. */
function withoutPassword(defaults: unknown): { kept: object | undefined; hadPassword: boolean } {
  if (defaults === undefined) return { kept: undefined, hadPassword: false };
  if (Array.isArray(defaults)) {
    const kept = defaults.filter((pair) => !isPassword(String(pair).split('=', 1)[0] ?? ''));
    return { kept, hadPassword: kept.length < defaults.length };
  }
  const pairs = Object.entries(defaults as Record<string, unknown>);
  const kept = pairs.filter(([column]) => !isPassword(column));
  return { kept: Object.fromEntries(kept), hadPassword: kept.length < pairs.length };
}
