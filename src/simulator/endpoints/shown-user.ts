import type { User } from '../state/user.ts';

/** Zoom's own roles: 1 is an administrator, 2 a member; 0 is the owner, whom nobody simulates. */
export function roleId({ roles }: User): string {
  return roles.has('admin') ? '1' : '2';
}

/** A user as GET shows it. Times have no fraction of a second, as in Zoom's documentation. */
export function shownUser(user: User, now: number): Record<string, unknown> {
  // "For pending users, created_at is the time of the call."
  const createdAt = new Date(user.status === 'pending' ? now : user.createdAt).toISOString();
  const created = createdAt.replace(/\.\d+Z$/, 'Z');
  const { vanity_name: vanityName, ...fields } = user.fields;
  return {
    id: user.id,
    email: user.email,
    ...fields,
    ...(vanityName ? { vanity_url: `https://example.zoom.us/my/${vanityName}` } : {}),
    role_id: roleId(user),
    type: user.type,
    status: user.status,
    verified: user.status === 'pending' ? 0 : 1,
    created_at: created,
    user_created_at: created,
  };
}
