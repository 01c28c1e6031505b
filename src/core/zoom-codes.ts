import { LICENCES } from './zoom-codes/licences.ts';
import { PASSWORDS } from './zoom-codes/passwords.ts';
import { REMOVALS } from './zoom-codes/removals.ts';
import { RIGHTS } from './zoom-codes/rights.ts';
import { ROWS } from './zoom-codes/rows.ts';
import type { ZoomCode } from './zoom-codes/zoom-code.ts';

/**
 * Zoom's error codes as its reference documents them and as older ones did, by a name of ours. Of several the first that
 * has the code, and whose words are in the message, counts.
 * @see https://developers.zoom.us/docs/api/users/
 */
export const ZOOM_CODES = {
  ...REMOVALS,
  ...LICENCES,
  ...RIGHTS,
  ...PASSWORDS,
  ...ROWS,
} as const satisfies Record<string, ZoomCode>;

export type ZoomCodeName = keyof typeof ZOOM_CODES;

/** Of a message as it is looked at. */
const LONGEST_MESSAGE = 1_000;

const ENTRIES = Object.entries(ZOOM_CODES) as [ZoomCodeName, ZoomCode][];

/** What is known of an answer with this code and message, and by which name; undefined for what nobody has written about. */
export function zoomCodeOf(
  code: number | undefined,
  message: string,
): (ZoomCode & { readonly name: ZoomCodeName }) | undefined {
  const text = message.slice(0, LONGEST_MESSAGE);
  const found = ENTRIES.find(
    ([, entry]) => (entry.code === code || entry.code === 'any') && (entry.words?.test(text) ?? true),
  );
  return found && { ...found[1], name: found[0] };
}

/** Whether an answer is the one of this name. */
export function isZoomCode(
  { code, message }: { readonly code: number | undefined; readonly message: string },
  ...names: readonly ZoomCodeName[]
): boolean {
  const known = zoomCodeOf(code, message);
  return known !== undefined && names.includes(known.name);
}
