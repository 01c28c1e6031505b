import { Command, CommanderError } from 'commander';
import { readVersion } from '../wiring/version.ts';
import { previewCommand } from './commands/preview.ts';
import { runCommand } from './commands/run.ts';
import { simulateCommand } from './commands/simulate.ts';
import { EXIT } from './exit-codes.ts';
import { explain } from './explain.ts';

/** The process as far as commands may know it. */
export type Host = Pick<NodeJS.Process, 'env' | 'stdin' | 'stdout' | 'stderr' | 'on' | 'off'>;

/** Runs a command line and returns the exit code. Every error of the program ends here. */
export async function main(argv: readonly string[], host: Host): Promise<number> {
  let exitCode: number = EXIT.ok;
  const program = new Command('zoom-provision')
    .description('Creates, changes, deactivates and re-passwords Zoom users from a CSV.')
    .version(readVersion(), '-v, --version')
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: (text) => host.stderr.write(text),
    })
    .showSuggestionAfterError()
    .showHelpAfterError('(zoom-provision --help shows what there is)')
    .exitOverride();
  const set = (code: number) => {
    exitCode = code;
  };
  for (const add of [previewCommand, runCommand, simulateCommand]) add(program, host, set);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.unusable;
    const { text, code } = explain(error);
    host.stderr.write(`${text}\n`);
    return code;
  }
}
