import { UsageError } from '../core/usage-error.ts';
import { describeFound } from './describe-found.ts';
import { type Environment, withEnvFile } from './environment.ts';
import { readList } from './list-value.ts';
import { flagOf, OPTIONS, type Option, type OptionName, type Settings, variableOf } from './options.ts';
import { describeUnknownSettings } from './variable-names.ts';

type Values = Readonly<Record<string, unknown>>;

export type Sources = {
  readonly commandLine: Values;
  readonly environment: Environment;
  /** A job, or a run as it began. */
  readonly job?: { readonly name: string; readonly options: Values } | undefined;
};

export type Resolved = {
  readonly settings: Settings;
  /** What was given, as it was given, by the names of a job. */
  readonly given: Values;
  /** The environment, with what an env file adds to it. */
  readonly environment: Environment;
};

/**
 * Puts the settings together: the command line wins, then the environment, then the job, then the defaults.
 * @throws {UsageError} that names where a bad value stands, what was found and what to write
 */
export function resolveSettings(sources: Sources): Resolved {
  const { envFile } = resolve(sources).settings;
  const environment = withEnvFile(sources.environment, envFile);
  const unknown = describeUnknownSettings(environment);
  if (unknown.length > 0) throw new UsageError(unknown.join('\n'), unknown);
  // The file may set options, too; so the settings are put together once more.
  return { ...resolve({ ...sources, environment }), environment };
}

function resolve(sources: Sources): Omit<Resolved, 'environment'> {
  const problems: string[] = [];
  const given: Record<string, unknown> = {};
  const settings = Object.fromEntries(
    (Object.keys(OPTIONS) as OptionName[]).map((name) => {
      const { value, where } = find(name, sources);
      if (value !== undefined) given[name] = value;
      const { schema, write }: Option = OPTIONS[name];
      const result = schema.safeParse(value, { error: () => `write ${write}` });
      const [issue] = result.error?.issues ?? [];
      if (issue) {
        // A default may be a password, and half of one when it held the comma that separates values.
        const found = name === 'default' ? '' : `found ${describeFound(value, issue.path)}; `;
        problems.push(`${where}: ${found}${issue.message}.`);
      }
      return [name, result.data];
    }),
  );
  if (problems.length > 0) throw new UsageError(problems.join('\n'), problems);
  return { settings: settings as Settings, given };
}

function find(
  name: OptionName,
  { commandLine, environment, job }: Sources,
): { value: unknown; where: string } {
  if (commandLine[name] !== undefined) return { value: commandLine[name], where: flagOf(name) };
  const variable = variableOf(name);
  const text = environment[variable];
  if (text !== undefined && text !== '') {
    const { repeatable }: Option = OPTIONS[name];
    return { value: repeatable ? readList(text) : text, where: variable };
  }
  return job
    ? { value: job.options[name], where: `${job.name}: ${name}` }
    : { value: undefined, where: name };
}
