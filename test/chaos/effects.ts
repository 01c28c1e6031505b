import type { JournalEntry, Simulator } from '../../src/simulator/simulator.ts';
import type { Plan } from './plan.ts';
import { newAddressOf } from './planned-rows.ts';

export function hasExisted(user: string, { seeds }: Plan): boolean {
  return seeds.some((seed) => seed.email === user);
}

/** The requests that should make the user; of no plan more than one row asks for that. */
export function createsSent(user: string, simulator: Simulator): readonly JournalEntry[] {
  return simulator.journal.filter((entry) => entry.method === 'POST' && entry.user.toLowerCase() === user);
}

/** Those that did. */
export function creates(user: string, simulator: Simulator): readonly JournalEntry[] {
  return createsSent(user, simulator).filter(({ effect }) => effect);
}

/** The user's removals, under whichever address. */
export function removals(user: string, simulator: Simulator): readonly { readonly action: string }[] {
  return simulator.removed().filter(({ email }) => [user, newAddressOf(user)].includes(email));
}
