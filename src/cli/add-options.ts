import { type Command, Option as CommanderOption } from 'commander';
import type { Option } from '../config/option.ts';
import { flagOf, OPTIONS, type OptionName } from '../config/options.ts';
import { UsageError } from '../core/usage-error.ts';
import { OPTION_GROUPS } from './help-groups.ts';

/**
 * Gives a command the options of the interface; what was not given stays undefined, since environment and job come next.
 * @param defaults where they are others than those of a run
 */
export function addOptions(
  command: Command,
  leaveOut: readonly OptionName[] = [],
  only?: readonly OptionName[],
  defaults: Readonly<Partial<Record<OptionName, string>>> = {},
): Command {
  for (const [name, option] of Object.entries<Option>(OPTIONS)) {
    if (leaveOut.includes(name as OptionName) || only?.includes(name as OptionName) === false) continue;
    const { flags, group, meaning, repeatable, values } = option;
    const byDefault = defaults[name as OptionName] ?? option.default;
    const notes = [...(repeatable ? ['repeatable'] : []), ...(byDefault ? [`default: ${byDefault}`] : [])];
    const described = new CommanderOption(
      flags,
      notes.length > 0 ? `${meaning} (${notes.join('; ')})` : meaning,
    );
    if (values) described.argChoices = [...values];
    described.helpGroup(OPTION_GROUPS[group]);
    if (repeatable) described.argParser((value: string, all: string[] = []) => [...all, value]);
    command.addOption(described);
  }
  return command;
}

/** Lets a command take options that change nothing there, so that the line of a run does as well. Its help is silent. */
export function takeSilently(command: Command, names: readonly OptionName[]): Command {
  for (const name of names) command.addOption(new CommanderOption(OPTIONS[name].flags).hideHelp());
  return command;
}

/** Lets a command refuse options of a run in a sentence, by what stands after the option's name. */
export function refuseOptions(command: Command, why: Readonly<Partial<Record<OptionName, string>>>): Command {
  for (const [name, reason] of Object.entries(why)) {
    const { flags } = OPTIONS[name as OptionName];
    const refuse = () => {
      throw new UsageError(`${flagOf(name as OptionName)}: ${reason}`);
    };
    command.addOption(new CommanderOption(flags).hideHelp());
    command.on(`option:${flagOf(name as OptionName).slice(2)}`, refuse);
  }
  return command;
}
