import { z } from 'zod';
import type { PhoneLabel } from './nested-fields.ts';

type Phone = { readonly label: PhoneLabel; readonly code: string; readonly number: string };

const BETWEEN = String.raw`[\s().\/\u2010-\u2015-]`;
const INTERNATIONAL = new RegExp(String.raw`^(\+[1-9]\d{0,2})${BETWEEN}+((?:\d|${BETWEEN})+)$`, 'u');

/** A phone number as people write it, `+49 30 1234-567`: code and number apart, the number in digits only. */
export function phoneCell(label: PhoneLabel): z.ZodType<Phone, string> {
  return z.string().transform((cell, context) => {
    // "+44 (0)20": the zero is dialled only inside the country.
    const match = cell.length <= 40 ? INTERNATIONAL.exec(cell.replace('(0)', ' ')) : null;
    const [, code = '', rest = ''] = match ?? [];
    const number = rest.replace(/\D/g, '');
    if (number.length >= 3 && code.length - 1 + number.length <= 15) return { label, code, number };
    context.addIssue({ code: 'custom', message: `write it like +49 30 1234567: ${adviceFor(cell)}` });
    return z.NEVER;
  });
}

function adviceFor(cell: string): string {
  if (/^00\d/.test(cell)) return '+ instead of 00, and a space after the country code';
  if (/^\+\d+$/.test(cell)) return 'a space must part the country code from the number';
  if (!cell.startsWith('+')) return 'it must begin with + and the country code';
  return 'after the country code only 3 to 14 digits, spaces, hyphens and parentheses';
}
