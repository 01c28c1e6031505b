import { Command, CommanderError } from 'commander';
import { readVersion } from '../config/version.ts';
import { COMMANDS } from './command-list.ts';
import { EXIT } from './exit-codes.ts';
import type { Host } from './host.ts';
import { keepHeapSmall } from './small-heap.ts';
import { toExitCode } from './to-exit-code.ts';

/** Runs a command line and returns the exit code. Every error of the program ends here. */
export async function main(argv: readonly string[], host: Host): Promise<number> {
  let exitCode: number = EXIT.ok;
  const end = keepHeapSmall();
  // Whoever was to read this may have gone, as `head` does; what was recorded stands in the ledger and the report.
  for (const stream of [host.stdout, host.stderr]) stream.on('error', () => undefined);
  try {
    const program = await setUp(argv, host, (code) => {
      exitCode = code;
    });
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.unusable;
    const { text, code } = toExitCode(error);
    host.stderr.write(`${text}\n`);
    return code;
  } finally {
    end();
  }
}

async function setUp(argv: readonly string[], host: Host, exit: (code: number) => void): Promise<Command> {
  const program = new Command('zoom-provision')
    .description('Creates, changes, deactivates and re-passwords Zoom users from a CSV.')
    .version(readVersion(), '-v, --version')
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: (text) => host.stderr.write(text),
    })
    .configureHelp({ subcommandTerm: (command) => `${command.name()} ${command.usage()}` })
    .showSuggestionAfterError()
    .showHelpAfterError('(zoom-provision --help shows what there is)')
    .exitOverride();
  for (const { name, summary, argument, load } of COMMANDS) {
    const command = program.command(name).description(summary);
    if (argument) command.argument(...argument);
    // Wherever the word stands: `help preview` shows the options, too.
    if (argv.includes(name)) (await load())(command, host, exit);
  }
  return program;
}
