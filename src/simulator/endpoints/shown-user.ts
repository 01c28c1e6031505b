import type { User } from '../state/user.ts';

/** A user as GET shows it. Times have no fraction of a second, as in Zoom's documentation. */
export function shownUser(user: User, now: number): Record<string, unknown> {
  // "For pending users, created_at is the time of the call."
  const createdAt = new Date(user.status === 'pending' ? now : user.createdAt).toISOString();
  const created = createdAt.replace(/\.\d+Z$/, 'Z');
  return {
    id: user.id,
    email: user.email,
    ...user.fields,
    type: user.type,
    status: user.status,
    verified: user.status === 'pending' ? 0 : 1,
    created_at: created,
    user_created_at: created,
  };
}
