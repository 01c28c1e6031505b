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

/** The values of `license_option`: 2 for a MEETING license, these for a ZOOM_WORKPLACE_BUNDLE. */
const BUNDLE = new Set(['4', '8', ...WORKPLACE]);
const MEETING = '2';

/** Zoom United plans: 1, 2, 4 … 131072, as strings, which is how Zoom wants them. */
const UNITED = new Set(Array.from({ length: 18 }, (_, power) => String(2 ** power)));

/** `zoom_one_type` in a cell of its own, where 0 turns the plan off. */
export function workplacePlanCell(): z.ZodType<number | bigint, string> {
  return z.string().transform((cell, context) => {
    const message = cell === '0' ? undefined : notAPlan(cell);
    if (message === undefined) return exactInteger(cell);
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

/** `zoom_one_type` inside `feature`. */
export function workplacePlan(): z.ZodType<number | bigint> {
  return z
    .union([z.number(), z.bigint()], { error: 'write the number of a Zoom Workplace plan' })
    .superRefine((plan, context) => {
      const message = notAPlan(String(plan));
      if (message) context.addIssue({ code: 'custom', message });
    });
}

/** `plan_united_type`, where `none` turns the plan off. */
export function unitedPlanCell(): z.ZodType<string, string> {
  return z
    .string()
    .toLowerCase()
    .refine((plan) => plan === 'none' || isWhole(plan), {
      error: 'is no Zoom United plan: write its number (1, 2, 4, 8 … 131072), or none',
    });
}

export function licenceList(): z.ZodType<readonly Licence[]> {
  return z.array(licence()).min(1, { error: 'is empty: leave the cell empty instead' }).max(2, {
    error: 'has more than 2 licenses',
  });
}

export type Licence = { license_type: string; license_option: number | bigint; subscription_id: string };

function licence(): z.ZodType<Licence> {
  return strict({
    license_type: z.enum(['MEETING', 'ZOOM_WORKPLACE_BUNDLE']),
    license_option: z.union([z.number(), z.bigint()], { error: 'write a number' }),
    subscription_id: z.string().min(1, { error: 'is empty' }),
  }).superRefine(({ license_type, license_option }, context) => {
    const option = String(license_option);
    const message = license_type === 'MEETING' ? notMeeting(option) : notABundle(option);
    if (message) context.addIssue({ code: 'custom', path: ['license_option'], message });
  });
}

function notMeeting(option: string): string | undefined {
  return option === MEETING ? undefined : `for MEETING this must be ${MEETING}`;
}

function notABundle(option: string): string | undefined {
  return option === MEETING
    ? `is no number of a Zoom Workplace plan: ${MEETING} is for MEETING`
    : notAPlan(option);
}

/** Zoom sells new plans from time to time, and then knows numbers that nobody here has seen. */
export function unknownWorkplacePlan(plan: number | bigint): string | undefined {
  return warnOf(String(plan), ['0', ...WORKPLACE], 'Zoom Workplace');
}

export function unknownUnitedPlan(plan: string): string | undefined {
  return warnOf(plan, ['none', ...UNITED], 'Zoom United');
}

export function unknownLicence({ license_type, license_option }: Licence): string | undefined {
  return license_type === 'MEETING'
    ? undefined
    : warnOf(String(license_option), [...BUNDLE], 'Zoom Workplace');
}

function warnOf(plan: string, known: readonly string[], kind: string): string | undefined {
  return known.includes(plan)
    ? undefined
    : `${plan} is no ${kind} plan that this version knows: make sure that Zoom has it`;
}

/** A number when JavaScript can hold it exactly, else a bigint. */
export function exactInteger(digits: string): number | bigint {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : BigInt(digits);
}

const MOST = 2n ** 63n - 1n;

function isWhole(text: string): boolean {
  return /^[1-9]\d{0,18}$/.test(text) && BigInt(text) <= MOST;
}

function notAPlan(found: string): string | undefined {
  if (/^\d+([.,]\d+)?e\+?\d+$/i.test(found)) {
    return 'was rounded by a spreadsheet: format the column as text and write every digit';
  }
  if (!isWhole(found)) {
    return 'is no number of a Zoom Workplace plan: see zoom_one_type in the "Update a user" page of Zoom\'s API reference';
  }
  const meant = WORKPLACE.find((plan) => isRounded(plan, found));
  if (meant !== undefined) return `was rounded by a program: write ${meant}, in a spreadsheet as text`;
  return found.endsWith('0') && isLong(found)
    ? 'was rounded by a program: format the column as text and write every digit'
    : undefined;
}

/**
 * Spreadsheets keep 15 digits of a number and show six of them, JavaScript keeps 16 or so, and all fill up with zeros. No
 * plan ends in one.
 */
function isRounded(plan: string, found: string): boolean {
  const zeros = /0*$/.exec(found)?.[0].length ?? 0;
  if (zeros < (isLong(found) ? 1 : 4)) return false;
  const apart = BigInt(plan) - BigInt(found);
  return -(10n ** BigInt(zeros)) < apart && apart < 10n ** BigInt(zeros);
}

function isLong(digits: string): boolean {
  return BigInt(digits) > BigInt(Number.MAX_SAFE_INTEGER);
}
