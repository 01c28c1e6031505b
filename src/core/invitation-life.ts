/** How long an invitation can be accepted. */
export const INVITATION_MS = 30 * 24 * 60 * 60 * 1000;
