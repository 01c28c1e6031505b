import type { Access } from '../config/credentials.ts';
import type { Settings } from '../config/options.ts';
import type { JsonObject } from '../core/json.ts';
import type { Roster, RosterPerson } from '../core/roster.ts';
import type { SeedUser } from '../simulator/simulator.ts';
import { startSimulatedZoom } from './simulated-zoom.ts';

/** Long enough ago for everybody to be a leaver. */
const CREATED = '2020-01-01T00:00:00Z';

/** Out of so many people one is not in the account, one has something else, one is inactive, one has another address. */
const PERIOD = 10;
const [ABSENT, OTHER, INACTIVE, MOVED] = [3, 6, 8, 9];

/**
 * An account that lives in this process, for `sync --simulate`. It has about the people of the roster, as an account has after
 * a few weeks: most of them as they are, some not, and a few who are in no roster.
 */
export async function openSimulatedRoster(
  roster: Roster,
  { plan, match }: Pick<Settings, 'plan' | 'match'>,
  account: string,
): Promise<{ readonly access: Access; close(): Promise<void> }> {
  const { simulator, access } = await startSimulatedZoom(plan, account);
  const known = new Set<string>();
  const seed = (user: SeedUser) => {
    const names = [user.email.toLowerCase(), user.id ?? ''].filter((name) => name !== '');
    if (names.some((name) => known.has(name))) return;
    for (const name of names) known.add(name);
    simulator.seed({ createdAt: CREATED, ...user });
  };
  let number = 0;
  let domain: string | undefined;
  for await (const people of roster.all()) {
    for (const person of people) {
      if (person.problems || person.email === undefined) continue;
      domain ??= person.email.split('@').at(-1);
      // Whoever is named by an id has an account.
      const place = person.userId === undefined ? number % PERIOD : number % PERIOD || OTHER;
      number++;
      if (place !== ABSENT) seed(userOf(person, place, match !== 'email'));
    }
  }
  for (const name of ['former.colleague', 'long.gone'])
    seed({ email: `${name}@${domain ?? 'example.com'}`, type: 2 });
  seed({ email: `zoom.owner@${domain ?? 'example.com'}`, type: 2, roles: ['owner'] });
  return { access, close: () => simulator.close() };
}

function userOf(
  { email = '', userId, employeeId, fields }: RosterPerson,
  place: number,
  mayMove: boolean,
): SeedUser {
  const { type, group_id: group, ...rest } = fields;
  return {
    email: place === MOVED && mayMove && (userId ?? employeeId) ? `before.${email}` : email,
    ...(userId !== undefined && { id: userId }),
    ...(type !== undefined && { type: Number(type) }),
    ...(employeeId !== undefined && { loginType: 101 }),
    ...(place === INACTIVE && { status: 'inactive' as const }),
    fields: {
      ...rest,
      ...(employeeId !== undefined && { employee_unique_id: employeeId }),
      ...(group !== undefined && { group_ids: [group] }),
      ...(place === OTHER && otherThan(fields)),
    },
  };
}

/** What an old department or title may be. */
function otherThan({ dept, job_title: title }: JsonObject): JsonObject {
  if (dept !== undefined) return { dept: 'Interns' };
  return title === undefined ? {} : { job_title: 'Trainee' };
}
