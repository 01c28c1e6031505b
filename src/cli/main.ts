import { Command, CommanderError } from 'commander';
import { readVersion } from '../wiring/version.ts';
import { previewCommand } from './commands/preview.ts';
import { quotaCommand } from './commands/quota.ts';
import { reportCommand } from './commands/report.ts';
import { resumeCommand } from './commands/resume.ts';
import { runCommand } from './commands/run.ts';
import { runsCommand } from './commands/runs.ts';
import { simulateCommand } from './commands/simulate.ts';
import { EXIT } from './exit-codes.ts';
import { explain } from './explain.ts';
import type { Host } from './host.ts';

const COMMANDS = [
  previewCommand,
  runCommand,
  resumeCommand,
  runsCommand,
  reportCommand,
  quotaCommand,
  simulateCommand,
];

/** Runs a command line and returns the exit code. Every error of the program ends here. */
export async function main(argv: readonly string[], host: Host): Promise<number> {
  let exitCode: number = EXIT.ok;
  // Whoever was to read this may have gone, as `head` does; what was recorded stands in the ledger and the report.
  for (const stream of [host.stdout, host.stderr]) stream.on('error', () => undefined);
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
  for (const add of COMMANDS) add(program, host, set);
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
