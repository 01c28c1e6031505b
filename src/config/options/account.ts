import { z } from 'zod';
import { anyOf, type Option, TRUE_OR_FALSE } from '../option.ts';
import { duration, flag, guardLimit, text } from '../option-values.ts';

const LIVE = ['all', 'list'] as const;

/** What reads the account before anything is sent. */
export const ACCOUNT_OPTIONS = {
  live: {
    flags: '--live <how>',
    group: 'what',
    meaning:
      'read the account, and say of every row what would happen; `--live=list` asks about no user by itself, and compares fewer fields',
    write: `nothing, or ${anyOf(LIVE)}`,
    schema: z
      .union([z.enum(LIVE), flag.transform((isOn) => (isOn ? ('all' as const) : undefined))])
      .optional(),
  },
  planFile: {
    flags: '--plan-file <plan.json>',
    group: 'safety',
    meaning: 'carry out what a live preview showed, and nothing else',
    write: "the path of a live preview's plan.json",
    schema: text.optional(),
  },
  maxAge: {
    flags: '--max-age <duration>',
    group: 'safety',
    meaning: 'how old the plan of --plan-file may be',
    default: '24h',
    write: 'a duration such as 90m, 24h or 7d',
    schema: duration.default(24 * 3_600_000),
  },
  maxDrift: {
    flags: '--max-drift <n|n%>',
    group: 'safety',
    meaning: 'how many rows may do something else now than the plan of --plan-file showed',
    default: '0',
    write: 'a number such as 25, or a percentage such as 1%',
    schema: guardLimit.default({ count: 0 }),
  },
  skipUnchanged: {
    flags: '--skip-unchanged',
    group: 'what',
    meaning: 'read the account first, and leave out rows that would change nothing',
    write: TRUE_OR_FALSE,
    schema: flag,
  },
} as const satisfies Record<string, Option>;
