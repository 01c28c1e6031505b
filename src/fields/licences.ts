import { z } from 'zod';
import { strict } from './strict-object.ts';

/** Zoom Workplace (once Zoom One) plans that a user can be given: the values of `zoom_one_type`, without 0. */
const WORKPLACE = [
  '16',
  '32',
  '64',
  '128',
  '33554432',
  '134217728',
  '268435456',
  '536870912',
  '1073741824',
  '4398046511104',
  '4294967296',
  '8589934592',
  '17179869184',
  '34359738368',
  '68719476736',
  '137438953472',
  '274877906944',
  '549755813888',
  '1099511627776',
  '2199023255552',
  '18014398509481984',
  '72057594037927936',
  '144115188075855872',
  '576460752303423488',
];

/** The values of `license_option`: 2 for a MEETING license, the rest for a ZOOM_WORKPLACE_BUNDLE. */
const BUNDLE = new Set(['4', '8', ...WORKPLACE]);
const MEETING = '2';

/** Zoom United plans: 1, 2, 4 … 131072, as strings, which is how Zoom wants them. */
const UNITED = new Set(Array.from({ length: 18 }, (_, power) => String(2 ** power)));

/** `zoom_one_type` in a cell of its own, where 0 turns the plan off. */
export function workplacePlanCell(): z.ZodType<number | bigint, string> {
  return z.string().transform((cell, context) => {
    const plans = ['0', ...WORKPLACE];
    if (plans.includes(cell)) return exactInteger(cell);
    context.addIssue({ code: 'custom', message: notAPlan(cell, plans) });
    return z.NEVER;
  });
}

/** `zoom_one_type` inside `feature`. */
export function workplacePlan(): z.ZodType<number | bigint> {
  return z
    .union([z.number(), z.bigint()], { error: 'write the number of a Zoom Workplace plan' })
    .refine((plan) => WORKPLACE.includes(String(plan)), {
      error: ({ input }) => notAPlan(String(input), WORKPLACE),
    });
}

/** `plan_united_type`, where `none` turns the plan off. */
export function unitedPlanCell(): z.ZodType<string, string> {
  return z
    .string()
    .toLowerCase()
    .refine((plan) => plan === 'none' || UNITED.has(plan), {
      error: 'is no Zoom United plan: write its number (1, 2, 4, 8 … 131072), or none',
    });
}

export function licenceList(): z.ZodType<readonly Licence[]> {
  return z.array(licence()).min(1, { error: 'is empty: leave the cell empty instead' }).max(2, {
    error: 'has more than 2 licenses',
  });
}

type Licence = { license_type: string; license_option: number | bigint; subscription_id: string };

function licence(): z.ZodType<Licence> {
  return strict({
    license_type: z.enum(['MEETING', 'ZOOM_WORKPLACE_BUNDLE']),
    license_option: z.union([z.number(), z.bigint()], { error: 'write a number' }),
    subscription_id: z.string().min(1, { error: 'is empty' }),
  }).superRefine(({ license_type, license_option }, context) => {
    const option = String(license_option);
    const allowed = license_type === 'MEETING' ? [MEETING] : [...BUNDLE];
    if (allowed.includes(option)) return;
    const message = license_type === 'MEETING' ? 'for MEETING this must be 2' : notAPlan(option, allowed);
    context.addIssue({ code: 'custom', path: ['license_option'], message });
  });
}

/** A number when JavaScript can hold it exactly, else a bigint. */
export function exactInteger(digits: string): number | bigint {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : BigInt(digits);
}

/** Spreadsheets keep 15 digits of a number, JavaScript 16 or so, and these plans have up to 18. */
function notAPlan(found: string, plans: readonly string[]): string {
  const meant = plans.find((plan) => Number(plan) === Number(found));
  if (meant !== undefined) return `was rounded by a program: write ${meant}, in a spreadsheet as text`;
  if (/\de\+?\d/i.test(found))
    return 'was rounded by a spreadsheet: format the column as text and write every digit';
  return 'is no number of a Zoom Workplace plan: see zoom_one_type in the "Update a user" page of Zoom\'s API reference';
}
