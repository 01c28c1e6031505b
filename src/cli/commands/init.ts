import type { Command } from 'commander';
import type { Settings } from '../../config/options.ts';
import { resolveSettings } from '../../config/resolve-settings.ts';
import { jsonLine } from '../../report/json/json-line.ts';
import { describeCount } from '../../report/terminal/wording.ts';
import { writeJob } from '../../runs/write-job.ts';
import { oneLine } from '../../support/visible.ts';
import { addOptions } from '../add-options.ts';
import { carryOut } from '../carry-out.ts';
import { EXIT } from '../exit-codes.ts';
import { OPTION_GROUPS } from '../help-groups.ts';
import type { Host } from '../host.ts';
import { interruptible } from '../interruptible.ts';
import { tell } from '../tell.ts';

type InitOptions = Readonly<Record<string, unknown>> & { readonly out?: string };

export function setUpInit(command: Command, host: Host, exit: (code: number) => void): void {
  command
    .optionsGroup(OPTION_GROUPS.files)
    .option('--out <file>', 'the job to write (default: <input>.job.ts in this folder)');
  addOptions(command, [], ['map', 'ignore', 'delimiter', 'encoding', 'json']).action(
    async (input: string, options: InitOptions) => exit(await init(input, options, host)),
  );
}

async function init(input: string, { out, ...commandLine }: InitOptions, host: Host): Promise<number> {
  const { settings } = resolveSettings({ commandLine, environment: host.env });
  return carryOut(settings.json, host, () => writeAndTell(input, out, settings, host));
}

async function writeAndTell(
  input: string,
  out: string | undefined,
  settings: Settings,
  host: Host,
): Promise<number> {
  const { file, undecided } = await interruptible(host, settings.json, ({ signal }) =>
    writeJob({ input, file: out, settings, stdin: host.stdin, signal }),
  );
  host.stdout.write(settings.json ? jsonLine({ file, undecided }) : `${file}\n`);
  const left = undecided > 0 ? `${describeCount(undecided, 'column')} to decide about. ` : '';
  tell(host.stderr, `${left}Look through it, then try it with \`zoom-provision preview ${oneLine(file)}\`.`);
  return EXIT.ok;
}
