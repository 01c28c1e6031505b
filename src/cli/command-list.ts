import type { Command } from 'commander';
import type { COMMAND_GROUPS } from './help-groups.ts';
import type { Host } from './host.ts';

/** Gives a command its options and what it does. */
type SetUp = (command: Command, host: Host, exit: (code: number) => void) => void;

/** What the list of commands says of one. */
type CommandEntry = {
  readonly name: string;
  readonly summary: string;
  readonly group: keyof typeof COMMAND_GROUPS;
  /** Lines that work, each with what it is for. */
  readonly examples: readonly (readonly [line: string, what: string])[];
  readonly argument?: readonly [name: string, meaning: string];
  /** Only the command that was asked for is loaded: most of the time to start is loading. */
  readonly load: () => Promise<SetUp>;
};

const INPUT = ['<input>', 'a .csv or .tsv file, - for standard input, or a job (.ts, .js, .json)'] as const;
const RUN_ID = ['[run-id]', 'as `runs` lists it'] as const;

/** The command that writes the script for a shell. */
export const COMPLETION = 'completion';

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'preview',
    group: 'provision',
    examples: [
      ['zoom-provision preview people.csv', 'what a run of the file would do'],
      ['zoom-provision preview people.csv --live', 'the same by what the account has'],
    ],
    summary:
      'reads and validates every row and shows what a run would do; sends nothing, needs no credentials',
    argument: INPUT,
    load: async () => (await import('./commands/preview.ts')).setUpPreview,
  },
  {
    name: 'run',
    group: 'provision',
    examples: [
      ['zoom-provision run people.csv --simulate --yes', 'to try it out: nothing leaves this machine'],
      [
        "zoom-provision run people.csv --on-exists skip --protect '*@board.example.com'",
        'who exists is left alone, and so is the board',
      ],
    ],
    summary: 'provisions: sends every row to Zoom at the pace of the plan, and leaves a report',
    argument: INPUT,
    load: async () => (await import('./commands/run.ts')).setUpRun,
  },
  {
    name: 'sync',
    group: 'provision',
    examples: [
      ['zoom-provision sync people.csv --dry-run', 'what would change, as actions.csv'],
      [
        "zoom-provision sync people.csv --leavers deactivate --scope '*@example.com' --yes",
        'who has left is switched off, too',
      ],
    ],
    summary:
      'makes the account as a list of people says: compares, writes actions.csv with only what differs, and runs that',
    argument: ['<roster>', 'a .csv or .tsv file of people, - for standard input, or a job (.ts, .js, .json)'],
    load: async () => (await import('./commands/sync.ts')).setUpSync,
  },
  {
    name: 'resume',
    group: 'provision',
    examples: [
      ['zoom-provision resume', 'goes on with the newest run that has something left'],
      ['zoom-provision resume --all --max-age 2d', 'for a job every night'],
    ],
    summary:
      'goes on with a run that was interrupted or left rows over; the newest such run of the account without an id',
    argument: RUN_ID,
    load: async () => (await import('./commands/resume.ts')).setUpResume,
  },
  {
    name: 'runs',
    group: 'record',
    examples: [
      ['zoom-provision runs', 'what there is, and what is left of it'],
      ['zoom-provision runs --prune 90', 'forgets what is settled and older than 90 days'],
    ],
    summary: 'the runs in the ledger, newest first',
    load: async () => (await import('./commands/runs.ts')).setUpRuns,
  },
  {
    name: 'report',
    group: 'record',
    examples: [
      ['zoom-provision report', 'of the newest run'],
      ['zoom-provision report --out reports/again --json', 'elsewhere, with its numbers as JSON'],
    ],
    summary: "writes a run's report again; the newest run's without an id",
    argument: RUN_ID,
    load: async () => (await import('./commands/report.ts')).setUpReport,
  },
  {
    name: 'check',
    group: 'account',
    examples: [
      ['zoom-provision check', 'whether a run has all that it needs'],
      [
        'zoom-provision check --action create --action update',
        'the same for an app that does no more than that',
      ],
    ],
    summary:
      'signs in and says as which account, with which scopes, what is missing for which action, and what else a run needs',
    load: async () => (await import('./commands/check.ts')).setUpCheck,
  },
  {
    name: 'init',
    group: 'start',
    examples: [
      ['zoom-provision init people.csv', 'writes people.job.ts'],
      ['zoom-provision init people.csv --out onboarding.job.ts', 'by another name'],
    ],
    summary: 'writes a job for a file: the columns that it knows, and those to decide about as comments',
    argument: ['<input>', 'a .csv or .tsv file, or - for standard input'],
    load: async () => (await import('./commands/init.ts')).setUpInit,
  },
  {
    name: 'quota',
    group: 'account',
    examples: [
      ['zoom-provision quota', 'of the plan with which the account was last used'],
      ['zoom-provision quota --plan business --json', 'of another plan, as JSON'],
    ],
    summary: "what is left of today's create quota, by account, and when it resets",
    load: async () => (await import('./commands/quota.ts')).setUpQuota,
  },
  {
    name: 'simulate',
    group: 'start',
    examples: [
      [
        'zoom-provision simulate --plan business --latency 5',
        'a quick one, with the limits of a large account',
      ],
      [
        'zoom-provision simulate --users users.csv --strict',
        'an account with users, that takes only what Zoom documents',
      ],
    ],
    summary: 'starts the Zoom simulator on a port and prints the environment to use it; Ctrl-C ends it',
    load: async () => (await import('./commands/simulate.ts')).setUpSimulate,
  },
  {
    name: COMPLETION,
    group: 'start',
    examples: [
      ['zoom-provision completion bash > zoom-provision.bash', 'for bash: `source` it in ~/.bashrc'],
      ['zoom-provision completion fish > zoom-provision.fish', 'for fish: into ~/.config/fish/completions'],
    ],
    summary: 'the script by which a shell completes commands, options, their values, and files',
    argument: ['<shell>', 'bash, zsh, fish or powershell'],
    load: async () => (await import('./commands/completion.ts')).setUpCompletion,
  },
];
