import { z } from 'zod';
import { badCharacterInAddress } from '../support/characters.ts';
import { badAddress } from './address-cell.ts';
import { addBadCell } from './bad-cell.ts';
import { tooLong } from './text-cell.ts';

/** In the URL of a request these are not users: `/users/me`, or another endpoint. */
const NOT_USERS = new Set(['.', '..', 'me', 'email', 'summary', 'vanity_name', 'features']);

/** Zoom's id of a user, or the e-mail address, which Zoom takes in its place. */
export function userId(): z.ZodType<string, string> {
  return z.string().superRefine((cell, context) => {
    if (cell.includes('@')) return addBadCell(context, badAddress(cell));
    const message = tooLong(cell, 128) ?? badCharacterInAddress(cell) ?? notAUser(cell);
    if (message) addBadCell(context, { message });
  });
}

function notAUser(cell: string): string | undefined {
  return NOT_USERS.has(cell.toLowerCase())
    ? 'is no user id, it means something else to Zoom: write the id that Zoom gave the user, or the e-mail address'
    : undefined;
}
