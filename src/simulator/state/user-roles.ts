import type { SimulatorSettings } from './simulator-settings.ts';

/** What a user may be besides a user. Zoom refuses some changes for each of them. */
export type UserRole = keyof typeof ADDRESSES;

/** Nobody but Zoom's portal changes, switches off or removes the account's owner and its administrators. */
export function isAdministrator(roles: ReadonlySet<UserRole>): boolean {
  return roles.has('owner') || roles.has('admin');
}

/** The roles that the settings give to an address. */
export function rolesOf(email: string, settings: SimulatorSettings): UserRole[] {
  const address = email.toLowerCase();
  return ROLES.filter((role) => settings[ADDRESSES[role]].some((its) => its.toLowerCase() === address));
}

/** The setting that lists the addresses of a role. */
const ADDRESSES = {
  owner: 'owners',
  admin: 'admins',
  'zoom-room': 'zoomRooms',
  'call-queue-manager': 'callQueueManagers',
  'event-host': 'eventHosts',
} as const satisfies Record<string, keyof SimulatorSettings>;

const ROLES = Object.keys(ADDRESSES) as UserRole[];
