import { z } from 'zod';
import type { JsonValue } from '../core/json.ts';
import { exactInteger } from './licences.ts';

/** A cell that holds JSON, with the schema of what is in it and an example for those who wrote something else. */
export function json<T extends JsonValue>(schema: z.ZodType<T>, example: string): z.ZodType<T, string> {
  return z
    .string()
    .transform((cell, context): unknown => {
      try {
        return parseExactly(cell);
      } catch {
        // The parser's own message would quote the cell.
        context.addIssue({ code: 'custom', message: `is no JSON: write it like ${example}` });
        return z.NEVER;
      }
    })
    .pipe(schema as z.ZodType<T, unknown>);
}

type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

/** Parses JSON whose integers above 2^53 become bigint, digit for digit. */
function parseExactly(cell: string): unknown {
  const keepDigits: Reviver = (_key, value, { source }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && source && /^-?\d+$/.test(source)
      ? exactInteger(source)
      : value;
  // TypeScript's library does not know the reviver's third argument yet.
  return JSON.parse(cell, keepDigits as (key: string, value: unknown) => unknown);
}
