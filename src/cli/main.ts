import { Command, Option } from 'commander';
import { flagOf } from '../config/options.ts';
import { readVersion } from '../config/version.ts';
import { oneLine } from '../support/visible.ts';
import { COMMANDS, COMPLETION } from './command-list.ts';
import { EXIT } from './exit-codes.ts';
import { COMMAND_GROUPS, groupItems, OPTION_GROUPS } from './help-groups.ts';
import type { Host } from './host.ts';
import { Interrupted } from './interrupted.ts';
import { reportError } from './report-error.ts';
import { endOnSignals } from './signals.ts';
import { keepHeapSmall } from './small-heap.ts';
import { tellError } from './tell.ts';
import { watchOutput } from './watch-output.ts';
import { withoutValues } from './without-values.ts';

/** Runs a command line and returns the exit code. Every error of the program ends here. */
export async function main(argv: readonly string[], host: Host): Promise<number> {
  const end = keepHeapSmall();
  const whenWritten = watchOutput(host);
  endOnSignals(host, (signal) => {
    const interrupted = new Interrupted({ kind: 'signal', signal }, 'Interrupted.');
    host.exit(reportError(interrupted, argv.includes('--json'), host));
  });
  try {
    return await whenWritten(await execute(argv, host));
  } finally {
    end();
  }
}

async function execute(argv: readonly string[], host: Host): Promise<number> {
  let exitCode: number = EXIT.ok;
  try {
    const program = await setUp(argv, host, (code) => {
      exitCode = code;
    });
    if (isFromShell(argv)) {
      const { complete } = await import('./complete.ts');
      host.stdout.write(`${complete(program, argv.slice(2)).join('\n')}\n`);
      return EXIT.ok;
    }
    await program.parseAsync(commandLine(argv).map(withoutValue), { from: 'user' });
    return exitCode;
  } catch (error) {
    return reportError(error, await asksForJson(argv, host.env), host);
  }
}

/** As far as can be known when the command could not begin. */
async function asksForJson(argv: readonly string[], { ZOOM_PROVISION_JSON: text }: Host['env']) {
  const { flag } = await import('../config/option-values.ts');
  const options = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  return options.includes('--json') || (!!text && flag.safeParse(text).data === true);
}

/** What is wrong with the command line, on one line whatever that has in it, and the nearest that there is on another. */
function complaint(text: string): string {
  const [, wrong = '', nearest = ''] = /^(?:error: )?(.*?)(\n\(Did you mean [^\n]*\))?\n*$/s.exec(text) ?? [];
  return `${oneLine(wrong)}${nearest}`;
}

/** What the script for a shell asks. */
function isFromShell([command, dashes]: readonly string[]): boolean {
  return command === 'complete' && dashes === '--';
}

/** Where there is no such command, what stands behind it does not matter, nor that only its help was asked for. */
function commandLine(argv: readonly string[]): readonly string[] {
  const [first, second] = argv;
  const command = first === 'help' ? second : first;
  if (command === undefined || command.startsWith('-') || command === 'help') return argv;
  return COMMANDS.some(({ name }) => name === command) ? argv : [command];
}

/** Below the help of a command. */
function exampleLines(examples: (typeof COMMANDS)[number]['examples']): string {
  return `\nExamples:\n${examples.map(([line, what]) => `  # ${what}\n  ${line}`).join('\n')}`;
}

/** What stands behind an option that may have a value and has none is an argument, and not its value. */
function withoutValue(given: string): string {
  return given === flagOf('live') ? `${given}=all` : given;
}

async function setUp(argv: readonly string[], host: Host, exit: (code: number) => void): Promise<Command> {
  const program = new Command('zoom-provision')
    .description('Creates, changes, deactivates and re-passwords Zoom users from a CSV.')
    .version(readVersion(), '-v, --version', 'this version')
    .helpOption('-h, --help', 'this help')
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: (text) => host.stderr.write(text),
      outputError: (text) => tellError(host.stderr, complaint(withoutValues(text))),
    })
    .configureHelp({
      subcommandTerm: (command) => `${command.name()} ${command.usage()}`,
      groupItems,
      optionDescription: ({ description }) => description,
      argumentDescription: ({ description }) => description,
    })
    .commandsGroup(COMMAND_GROUPS.start)
    .helpCommand('help [command]', 'the options of a command, and examples')
    .showSuggestionAfterError()
    .showHelpAfterError('(zoom-provision --help shows what there is)')
    .exitOverride();
  for (const { name, group, summary, argument, examples, load } of COMMANDS) {
    // The library that completes has one of its own.
    if (name === COMPLETION && isFromShell(argv)) continue;
    const command = program
      .command(name)
      .description(summary)
      .helpGroup(COMMAND_GROUPS[group])
      .optionsGroup(OPTION_GROUPS.what)
      .addHelpOption(new Option('-h, --help', 'this help').helpGroup(OPTION_GROUPS.output))
      .addHelpText('after', exampleLines(examples));
    if (argument) command.argument(...argument);
    // Wherever the word stands: `help preview` shows the options, too.
    if (argv.includes(name)) (await load())(command, host, exit);
  }
  return program;
}
