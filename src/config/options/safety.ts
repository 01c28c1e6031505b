import { z } from 'zod';
import { addressPattern } from '../address-pattern.ts';
import { anyOf, type Option, TRUE_OR_FALSE } from '../option.ts';
import { flag, guardLimit } from '../option-values.ts';

const ON_INVALID = ['continue', 'fail'] as const;

/** What a run must not do. */
export const SAFETY_OPTIONS = {
  maxDeactivate: {
    flags: '--max-deactivate <n|n%>',
    group: 'safety',
    meaning:
      'more deactivations than that (of the users the input names) refuse the run before its first request',
    default: '10%, at least 10',
    write: 'a number such as 25, or a percentage such as 10%',
    schema: guardLimit.default({ percent: 10, atLeast: 10 }),
  },
  maxRemove: {
    flags: '--max-remove <n|n%>',
    group: 'safety',
    meaning: 'more rows than that which remove a user (disassociate, delete) refuse the run',
    default: '0',
    write: 'a number such as 25, or a percentage such as 10%',
    schema: guardLimit.default({ count: 0 }),
  },
  protect: {
    flags: '--protect <pattern>',
    group: 'safety',
    meaning: 'addresses never touched: * stands for any characters, {ceo,cfo} for a choice',
    repeatable: true,
    write: 'patterns such as *@board.example.com; in a job, a list of them',
    schema: z.array(addressPattern('--protect')).default([]),
  },
  yes: {
    flags: '--yes',
    group: 'safety',
    meaning: 'no question before deactivations, removals or password changes',
    write: TRUE_OR_FALSE,
    schema: flag,
  },
  onInvalid: {
    flags: '--on-invalid <what>',
    group: 'what',
    meaning:
      'rows that are wrong in the file: continue leaves them out, fail sends nothing at all (exit code 2)',
    default: 'continue',
    values: ON_INVALID,
    write: anyOf(ON_INVALID),
    schema: z.enum(ON_INVALID).default('continue'),
  },
} as const satisfies Record<string, Option>;
