import { z } from 'zod';
import type { GuardLimit } from '../core/guards.ts';
import { isPhoneCountry } from '../fields/phone-numbers.ts';

export const flag = z.union([z.boolean(), z.stringbool()]).default(false);
export const text = z.string().min(1);

export function wholeNumber(min: number, max: number) {
  const digits = z.string().trim().regex(/^\d+$/).transform(Number);
  return z.union([z.number(), digits]).pipe(z.number().int().min(min).max(max));
}

export const share = z
  .union([
    z.number(),
    z
      .string()
      .trim()
      .regex(/^\d{1,3}\s*%?$/)
      .transform((percent) => Number.parseInt(percent, 10)),
  ])
  .pipe(
    z
      .number()
      .int({ error: 'write whole percents' })
      .min(1, { error: 'write at least 1%' })
      .max(100, { error: 'write at most 100%' }),
  )
  .transform((percent) => percent / 100);

export const guardLimit = z
  .union([
    z.number().int().nonnegative(),
    z
      .string()
      .trim()
      .regex(/^\d+(\.\d+)?\s*%?$/),
  ])
  .transform((value): GuardLimit => {
    const given = String(value).trim();
    return given.endsWith('%')
      ? { percent: Number.parseFloat(given), atLeast: 0 }
      : { count: Math.floor(Number(given)) };
  });

const UNITS_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A time such as `90s`, `10m`, `2h` or `1h30m`, in ms. */
export const duration = z
  .string()
  .regex(/^\s*(?:\d{1,6}\s*[smhd]\s*)+$/i)
  .transform((text) =>
    [...text.toLowerCase().matchAll(/(\d+)\s*([smhd])/g)].reduce(
      (sum, [, count, unit]) => sum + Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS],
      0,
    ),
  );

/** The same, or 0 without a unit. */
export const durationOrNone = z.union([
  z.literal(0),
  z.stringFormat('none', /^\s*0\s*$/).transform(() => 0),
  duration,
]);

/** `column=value` pairs, as an object or as texts. */
export const defaults = z
  .union([
    z.record(z.string(), z.string()),
    z
      .array(z.string().regex(/^[^=]+=/s))
      .transform((pairs) =>
        Object.fromEntries(
          pairs.map((pair) => [pair.slice(0, pair.indexOf('=')).trim(), pair.slice(pair.indexOf('=') + 1)]),
        ),
      ),
  ])
  .default({});

/** `column=file` pairs. */
export const filesByColumn = z
  .array(z.string().regex(/^[^=]+=\s*\S/s))
  .transform((pairs) =>
    Object.fromEntries(
      pairs.map((pair) => [
        pair.slice(0, pair.indexOf('=')).trim(),
        pair.slice(pair.indexOf('=') + 1).trim(),
      ]),
    ),
  )
  .default({});

export const phoneCountry = z.string().trim().toUpperCase().refine(isPhoneCountry);

/** `header=column` pairs. A header may have an equals sign in it, a column has none. */
export const columnsByHeader = z
  .array(z.string().regex(/^.+=[^=]+$/s))
  .transform((pairs) =>
    Object.fromEntries(
      pairs.map((pair) => [
        pair.slice(0, pair.lastIndexOf('=')).trim(),
        pair.slice(pair.lastIndexOf('=') + 1).trim(),
      ]),
    ),
  )
  .default({});
