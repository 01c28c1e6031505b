import { UsageError } from '../core/usage-error.ts';
import { describeFound } from './describe-found.ts';
import { type Environment, withEnvFile } from './environment.ts';
import { readJobEnvFile } from './job-env-file.ts';
import { allowedFolders, type JobLimits, type JobPath, refuseOutside } from './job-paths.ts';
import { readList } from './list-value.ts';
import { PATHS } from './load-job.ts';
import type { Option } from './option.ts';
import { flagOf, OPTIONS, type OptionName, type Settings, variableOf } from './options.ts';
import { describeUnknownSettings } from './variable-names.ts';

type Values = Readonly<Record<string, unknown>>;

export type Sources = {
  readonly commandLine: Values;
  readonly environment: Environment;
  /** A job, or a run as it began. */
  readonly job?:
    | {
        readonly name: string;
        readonly options: Values;
        /** Absent where a program says it all, which may do as it likes. */
        readonly limits?: JobLimits | undefined;
      }
    | undefined;
};

export type Resolved = {
  readonly settings: Settings;
  /** What was given, as it was given, by the names of a job. */
  readonly given: Values;
  /** The environment, with what an env file adds to it. */
  readonly environment: Environment;
  /** What holds for the job, and which of the settings are its own; absent where nothing does. */
  readonly limits?: JobLimits;
};

/** The sources with the variables of an env file among them. */
type AllSources = Sources & {
  /** The variables that the env file of a job added. */
  readonly ofJob: Environment;
};

/**
 * Puts the settings together: the command line wins, then the environment, then the job, then the defaults.
 * @throws {UsageError} that names where a bad value stands, what was found and what to write, or what a job may not say
 */
export function resolveSettings(sources: Sources): Resolved {
  const all = withFile(sources);
  const unknown = describeUnknownSettings(all.environment);
  if (unknown.length > 0) throw new UsageError(unknown.join('\n'), unknown);
  // The file may set options, too; so the settings are put together once more.
  const { settings, given, jobs } = resolve(all);
  const resolved = { settings, given, environment: all.environment };
  const folders = foldersOf(all, settings);
  if (!folders) return resolved;
  refuseOutside(
    PATHS.flatMap((name) => pathOf(name, all, jobs, settings)),
    folders,
  );
  return { ...resolved, limits: { folders, options: PATHS.filter((name) => jobs.includes(name)) } };
}

function withFile(sources: Sources): AllSources {
  const { environment, job } = sources;
  const alone = { ...sources, ofJob: {} };
  const { settings, jobs } = resolve(alone);
  const { envFile } = settings;
  const folders = foldersOf(sources, settings);
  if (envFile === undefined || !job || !folders || !jobs.includes('envFile')) {
    return { ...alone, environment: withEnvFile(environment, envFile) };
  }
  refuseOutside(pathOf('envFile', alone, jobs, settings), folders);
  const ofJob = readJobEnvFile(envFile, job.name, environment);
  return { ...sources, environment: { ...environment, ...ofJob }, ofJob };
}

function foldersOf({ job }: Sources, { allowPath }: Settings): readonly string[] | undefined {
  return job?.limits && allowedFolders(job.limits, allowPath);
}

/** The path of a setting, where it is the job's. */
function pathOf(
  name: (typeof PATHS)[number],
  sources: AllSources,
  jobs: readonly OptionName[],
  settings: Settings,
): JobPath[] {
  const given = settings[name];
  if (given === undefined || !jobs.includes(name)) return [];
  return [{ name, where: find(name, sources).where, given }];
}

type Found = Pick<Resolved, 'settings' | 'given'> & {
  /** What comes from a job or its env file. */
  readonly jobs: readonly OptionName[];
};

function resolve(sources: AllSources): Found {
  const problems: string[] = [];
  const given: Record<string, unknown> = {};
  const jobs: OptionName[] = [];
  const settings = Object.fromEntries(
    (Object.keys(OPTIONS) as OptionName[]).map((name) => {
      const { value, where, isJobs } = find(name, sources);
      if (value !== undefined) given[name] = value;
      if (value !== undefined && isJobs) jobs.push(name);
      const { schema, write }: Option = OPTIONS[name];
      const result = schema.safeParse(value, { error: () => `write ${write}` });
      const [issue] = result.error?.issues ?? [];
      if (issue) {
        // A default may be a password, and half of one when it held the comma that separates values.
        const found =
          name === 'default' || name === 'defaultFile' ? '' : `found ${describeFound(value, issue.path)}; `;
        problems.push(`${where}: ${found}${issue.message}.`);
      }
      return [name, result.data];
    }),
  );
  if (problems.length > 0) throw new UsageError(problems.join('\n'), problems);
  return { settings: settings as Settings, given, jobs };
}

function find(
  name: OptionName,
  { commandLine, environment, ofJob, job }: AllSources,
): { readonly value: unknown; readonly where: string; readonly isJobs: boolean } {
  if (commandLine[name] !== undefined) {
    return { value: commandLine[name], where: flagOf(name), isJobs: false };
  }
  const variable = variableOf(name);
  const text = environment[variable];
  if (text !== undefined && text !== '') {
    const { repeatable }: Option = OPTIONS[name];
    const isJobs = ofJob[variable] !== undefined;
    return { value: repeatable ? readList(text) : text, where: variable, isJobs };
  }
  if (!job) return { value: undefined, where: name, isJobs: false };
  const { options = [name] } = job.limits ?? { options: [] };
  return { value: job.options[name], where: `${job.name}: ${name}`, isJobs: options.includes(name) };
}
