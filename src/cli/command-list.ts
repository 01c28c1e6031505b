import type { Command } from 'commander';
import type { Host } from './host.ts';

/** Gives a command its options and what it does. */
type SetUp = (command: Command, host: Host, exit: (code: number) => void) => void;

/** What the list of commands says of one. */
type CommandEntry = {
  readonly name: string;
  readonly summary: string;
  readonly argument?: readonly [name: string, meaning: string];
  /** Only the command that was asked for is loaded: most of the time to start is loading. */
  readonly load: () => Promise<SetUp>;
};

const INPUT = ['<input>', 'a .csv or .tsv file, - for standard input, or a job (.ts, .js, .json)'] as const;
const RUN_ID = ['[run-id]', 'as `runs` lists it'] as const;

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'preview',
    summary:
      'reads and validates every row and shows what a run would do; sends nothing, needs no credentials',
    argument: INPUT,
    load: async () => (await import('./commands/preview.ts')).setUpPreview,
  },
  {
    name: 'run',
    summary: 'provisions: sends every row to Zoom at the pace of the plan, and leaves a report',
    argument: INPUT,
    load: async () => (await import('./commands/run.ts')).setUpRun,
  },
  {
    name: 'sync',
    summary:
      'makes the account as a list of people says: compares, writes actions.csv with only what differs, and runs that',
    argument: ['<roster>', 'a .csv or .tsv file of people, - for standard input, or a job (.ts, .js, .json)'],
    load: async () => (await import('./commands/sync.ts')).setUpSync,
  },
  {
    name: 'resume',
    summary:
      'goes on with a run that was interrupted or left rows over; the newest such run of the account without an id',
    argument: RUN_ID,
    load: async () => (await import('./commands/resume.ts')).setUpResume,
  },
  {
    name: 'runs',
    summary: 'the runs in the ledger, newest first',
    load: async () => (await import('./commands/runs.ts')).setUpRuns,
  },
  {
    name: 'report',
    summary: "writes a run's report again; the newest run's without an id",
    argument: RUN_ID,
    load: async () => (await import('./commands/report.ts')).setUpReport,
  },
  {
    name: 'check',
    summary:
      'signs in and says as which account, with which scopes, what is missing for which action, and what else a run needs',
    load: async () => (await import('./commands/check.ts')).setUpCheck,
  },
  {
    name: 'init',
    summary: 'writes a job for a file: the columns that it knows, and those to decide about as comments',
    argument: ['<input>', 'a .csv or .tsv file, or - for standard input'],
    load: async () => (await import('./commands/init.ts')).setUpInit,
  },
  {
    name: 'quota',
    summary: "what is left of today's create quota, by account, and when it resets",
    load: async () => (await import('./commands/quota.ts')).setUpQuota,
  },
  {
    name: 'simulate',
    summary: 'starts the Zoom simulator on a port and prints the environment to use it; Ctrl-C ends it',
    load: async () => (await import('./commands/simulate.ts')).setUpSimulate,
  },
];
