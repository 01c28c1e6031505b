import path from 'node:path';
import { Readable } from 'node:stream';
import { Command } from 'commander';
import { expect, it } from 'vitest';
import { addOptions } from '../../src/cli/add-options.ts';
import { inputOptions } from '../../src/config/input-options.ts';
import type { Job } from '../../src/config/job.ts';
import { OPTIONS, type OptionName, type Settings, variableOf } from '../../src/config/options.ts';
import { type RunRequest, requestFromCommandLine, requestFromValue } from '../../src/config/run-request.ts';
import { folderWith } from '../support/folder.ts';

type Example = {
  readonly flags: readonly string[];
  readonly variable: string;
  readonly job: unknown;
  /** A job has no such option. */
  readonly isOperators?: true;
  /** What a run goes by, in a folder where a job's paths begin. */
  readonly means: (folder: string) => unknown;
};

/** A value for each option that is not the default, as it is written in every place. */
const EXAMPLES = {
  plan: one('--plan', 'business'),
  share: { ...one('--share', '40%'), means: () => 0.4 },
  out: place('--out', 'reports/today'),
  reportFormat: one('--report-format', 'excel'),
  state: place('--state', 'ledger'),
  onExists: one('--on-exists', 'reactivate'),
  onQuota: one('--on-quota', 'wait'),
  maxDeactivate: { ...one('--max-deactivate', '7'), job: 7, means: () => ({ count: 7 }) },
  maxRemove: { ...one('--max-remove', '5%'), means: () => ({ percent: 5, atLeast: 0 }) },
  protect: list('--protect', 'ceo@example.com', '*@board.example.com'),
  yes: flag('--yes'),
  concurrency: { ...one('--concurrency', '3'), job: 3, means: () => 3 },
  timeout: { ...one('--timeout', '12'), job: 12, means: () => 12 },
  body: one('--body', 'multipart'),
  default: {
    ...list('--default', 'action=update', 'dept=Sales'),
    job: { action: 'update', dept: 'Sales' },
    means: () => ({ action: 'update', dept: 'Sales' }),
  },
  defaultCountry: one('--default-country', 'DE'),
  wait: { ...one('--wait', '10m'), means: () => 600_000 },
  outage: { ...one('--outage', '90s'), means: () => 90_000 },
  map: {
    ...list('--map', 'Team=dept', 'Title=job_title'),
    job: { Team: 'dept', Title: 'job_title' },
    means: () => ({ Team: 'dept', Title: 'job_title' }),
  },
  ignore: list('--ignore', 'Notes', 'Hire Date'),
  ignoreUnknown: flag('--ignore-unknown'),
  delimiter: one('--delimiter', 'tab'),
  encoding: one('--encoding', 'utf-16le'),
  simulate: flag('--simulate'),
  json: flag('--json'),
  quiet: flag('--quiet'),
  logLevel: one('--log-level', 'warn'),
  logFile: place('--log-file', 'run.log'),
  envFile: place('--env-file', '.env'),
  allowPath: { ...list('--allow-path', '/srv/reports'), isOperators: true },
  defaultFile: {
    ...list('--default-file', 'dept=<folder>/dept.txt'),
    isOperators: true,
    means: (folder) => ({ dept: path.join(folder, 'dept.txt') }),
  },
  dryRun: flag('--dry-run'),
  onInvalid: one('--on-invalid', 'fail'),
  live: one('--live', 'list'),
  planFile: place('--plan-file', 'plan.json'),
  maxAge: { ...one('--max-age', '2h'), means: () => 7_200_000 },
  maxDrift: { ...one('--max-drift', '5'), means: () => ({ count: 5 }) },
  skipUnchanged: flag('--skip-unchanged'),
  createAs: one('--create-as', 'nothing'),
  rehires: one('--rehires', 'ignore'),
  leavers: one('--leavers', 'disassociate'),
  scope: list('--scope', '*@example.com', '*@*.example.com'),
  match: one('--match', 'employee_unique_id'),
  grace: { ...one('--grace', '30'), job: 30, means: () => 30 },
} as const satisfies Record<OptionName, Example>;

function one(name: string, value: string): Example {
  return { flags: [name, value], variable: value, job: value, means: () => value };
}

function flag(name: string): Example {
  return { flags: [name], variable: 'true', job: true, means: () => true };
}

function list(name: string, ...values: readonly string[]): Example {
  const flags = values.flatMap((value) => [name, value]);
  return { flags, variable: values.join(','), job: values, means: () => values };
}

/** The other places have it from the folder of the process. */
function place(name: string, value: string): Example {
  return { ...one(name, value), means: (folder) => path.join(folder, value) };
}

/** What a request makes of an option, wherever it is used. */
function meaning(name: OptionName, request: RunRequest, folder: string): unknown {
  const { settings } = request;
  if (name === 'map' || name === 'ignore') {
    const { columns, ignore } = inputOptions(request, Readable.from([]), AbortSignal.abort());
    return name === 'map' ? columns : ignore;
  }
  const value = settings[name as keyof Settings];
  return ['out', 'state', 'logFile', 'envFile', 'planFile'].includes(name)
    ? path.resolve(folder, String(value))
    : value;
}

function parsed(flags: readonly string[]): Record<string, unknown> {
  return addOptions(new Command())
    .parse([...flags], { from: 'user' })
    .opts();
}

it.each(Object.keys(OPTIONS) as OptionName[])(
  'the option %s means the same on the command line, in the environment, in a job and in the library',
  async (name) => {
    const { flags, variable, job, means, isOperators }: Example = EXAMPLES[name];
    const folder = folderWith({
      '.env': '',
      'dept.txt': 'Sales',
      'job.json': JSON.stringify({ input: 'people.csv', [name]: job }),
      'plain.json': JSON.stringify({ input: 'people.csv' }),
    });
    const inFolder = (file: string) => path.join(folder, file);
    const isPath = name === 'envFile';
    const here = (text: string) => text.replace('<folder>', folder);
    const set = { [variableOf(name)]: isPath ? inFolder(variable) : here(variable) };
    const given = isPath ? [flags[0] ?? '', inFolder(variable)] : flags.map(here);
    const inputFile = inFolder('people.csv');
    const value = { input: 'people.csv', [name]: job } as Job;
    const found = {
      commandLine: await requestFromCommandLine(inputFile, parsed(given), {}),
      overJob: await requestFromCommandLine(inFolder('plain.json'), parsed(given), {}),
      environment: await requestFromCommandLine(inputFile, {}, set),
      ...(!isOperators && {
        job: await requestFromCommandLine(inFolder('job.json'), {}, {}),
        library: requestFromValue(value, folder, {}),
      }),
      libraryEnvironment: requestFromValue({ input: 'people.csv' }, folder, set),
    };
    for (const [way, request] of Object.entries(found)) {
      expect(meaning(name, request, folder), way).toEqual(means(folder));
    }
    const nothing = requestFromValue({ input: 'people.csv' }, folder, {});
    expect(meaning(name, nothing, folder), 'the example is no default').not.toEqual(means(folder));
  },
);
