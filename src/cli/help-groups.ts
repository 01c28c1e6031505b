import { Help } from 'commander';
import type { OptionGroup } from '../config/option.ts';

/** The headings under which the help of a command has its options, in their order. */
export const OPTION_GROUPS = {
  what: 'What is done:',
  limits: 'Limits:',
  safety: 'Safety:',
  files: 'Files:',
  output: 'Output:',
} as const satisfies Record<OptionGroup, string>;

/** The same for commands. */
export const COMMAND_GROUPS = {
  provision: 'Provisioning:',
  record: 'What is on record:',
  account: 'The account:',
  start: 'To begin with:',
} as const;

const ORDER: readonly string[] = [...Object.values(OPTION_GROUPS), ...Object.values(COMMAND_GROUPS)];

/** Puts what a help shows below its headings, in their order and not in that of the first that is below each. */
export const groupItems: Help['groupItems'] = (unsorted, visible, groupOf) => {
  const groups = Help.prototype.groupItems(unsorted, visible, groupOf);
  const place = (heading: string) => ORDER.indexOf(heading);
  return new Map([...groups].sort(([one], [other]) => place(one) - place(other)));
};
