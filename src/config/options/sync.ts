import { z } from 'zod';
import { MATCHES } from '../../core/roster.ts';
import { CREATE_AS, LEAVERS, REHIRES } from '../../core/sync.ts';
import { addressPattern } from '../address-pattern.ts';
import { anyOf, type Option } from '../option.ts';
import { wholeNumber } from '../option-values.ts';

/** What a sync makes of people and users who are not on both sides. */
export const SYNC_OPTIONS = {
  createAs: {
    flags: '--create-as <action>',
    group: 'what',
    meaning: 'people whom the account does not have: create, ssoCreate, autoCreate, custCreate, or nothing',
    default: 'create',
    values: CREATE_AS,
    write: anyOf(CREATE_AS),
    schema: z.enum(CREATE_AS).default('create'),
  },
  rehires: {
    flags: '--rehires <what>',
    group: 'what',
    meaning: 'people of the roster who are inactive: activate or ignore',
    default: 'activate',
    values: REHIRES,
    write: anyOf(REHIRES),
    schema: z.enum(REHIRES).default('activate'),
  },
  leavers: {
    flags: '--leavers <what>',
    group: 'safety',
    meaning:
      'active users of the account within --scope who are not in the roster: ignore, deactivate or disassociate',
    default: 'ignore',
    values: LEAVERS,
    write: anyOf(LEAVERS),
    schema: z.enum(LEAVERS).default('ignore'),
  },
  scope: {
    flags: '--scope <pattern>',
    group: 'safety',
    meaning: 'whose absence from the roster counts: a pattern of addresses, as --protect takes it',
    repeatable: true,
    write: 'patterns such as *@example.com; in a job, a list of them',
    schema: z.array(addressPattern('--scope')).default([]),
  },
  match: {
    flags: '--match <column>',
    group: 'what',
    meaning:
      'what makes a person and a user the same: email, user_id or employee_unique_id; with the last two an address can change',
    default: 'email',
    values: MATCHES,
    write: anyOf(MATCHES),
    schema: z.enum(MATCHES).default('email'),
  },
  grace: {
    flags: '--grace <days>',
    group: 'safety',
    meaning: 'users are no leavers for so many days after the account got them',
    default: '7',
    write: 'whole days, from 0 to 3650',
    schema: wholeNumber(0, 3650).default(7),
  },
} as const satisfies Record<string, Option>;

export type SyncOptionName = keyof typeof SYNC_OPTIONS;

export const SYNC_OPTION_NAMES = Object.keys(SYNC_OPTIONS) as SyncOptionName[];
