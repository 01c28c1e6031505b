import { type Command, Option as CommanderOption } from 'commander';
import { OPTIONS, type Option, type OptionName } from '../config/options.ts';

/** Gives a command the options of the interface; what was not given stays undefined, since environment and job come next. */
export function addOptions(
  command: Command,
  leaveOut: readonly OptionName[] = [],
  only?: readonly OptionName[],
): Command {
  for (const [name, option] of Object.entries<Option>(OPTIONS)) {
    if (leaveOut.includes(name as OptionName) || only?.includes(name as OptionName) === false) continue;
    const { flags, meaning, repeatable } = option;
    const notes = [
      ...(repeatable ? ['repeatable'] : []),
      ...(option.default ? [`default: ${option.default}`] : []),
    ];
    const described = new CommanderOption(
      flags,
      notes.length > 0 ? `${meaning} (${notes.join('; ')})` : meaning,
    );
    if (repeatable) described.argParser((value: string, all: string[] = []) => [...all, value]);
    command.addOption(described);
  }
  return command;
}
