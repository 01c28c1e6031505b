import { z } from 'zod';
import { badCharacter, badCharacterInLines } from '../support/characters.ts';
import { findLeftover } from './leftovers/find-leftover.ts';
import { workplacePlan } from './licences.ts';
import { strict } from './strict-object.ts';

const PHONE_LABELS = ['Mobile', 'Office', 'Home', 'Fax'] as const;
export type PhoneLabel = (typeof PHONE_LABELS)[number];

export const MAX_PHONES = 3;
export const MAX_CUSTOM_ATTRIBUTES = 5;

const phone = strict({
  label: z.enum(PHONE_LABELS).exactOptional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, { error: 'write two capital letters, such as US' })
    .exactOptional(),
  code: z
    .string()
    .regex(/^\+\d{1,3}$/, { error: 'write a plus sign and digits, such as +1' })
    .exactOptional(),
  number: z.string().regex(/^[\d ().-]{3,30}$/, { error: 'write the digits of the number' }),
});

export const phones = z.array(phone).max(MAX_PHONES, { error: `has more than ${MAX_PHONES} numbers` });

const customAttribute = strict({
  key: z.string().min(1, { error: 'is empty' }).superRefine(refuse(badCharacter)),
  name: z.string().superRefine(refuse(badCharacter)).exactOptional(),
  value: z.string().superRefine(refuse((value) => badCharacterInLines(value) ?? damageTo(value))),
});

export const customAttributes = z
  .array(customAttribute)
  .max(MAX_CUSTOM_ATTRIBUTES, { error: `has more than ${MAX_CUSTOM_ATTRIBUTES} attributes` });

/** "Currently only a single division is supported." */
export const divisionIds = z
  .array(z.string().min(1, { error: 'is empty' }).superRefine(refuse(damageTo)))
  .max(1, { error: 'has more than one division, and Zoom supports one' });

export const feature = strict({
  zoom_phone: z.boolean().exactOptional(),
  zoom_one_type: workplacePlan().exactOptional(),
}).refine((given) => Object.keys(given).length > 0, {
  error: 'is empty: leave the cell empty instead',
  // A name that Zoom does not know is trouble enough.
  when: ({ issues }) => issues.length === 0,
});

function refuse(bad: (text: string) => string | undefined) {
  return (text: string, context: { addIssue(issue: { code: 'custom'; message: string }): void }) => {
    const message = bad(text);
    if (message) context.addIssue({ code: 'custom', message });
  };
}

function damageTo(text: string): string | undefined {
  const found = findLeftover(text, 'custom');
  return found?.kind === 'damage' ? `${found.what}: ${found.advice}` : undefined;
}
