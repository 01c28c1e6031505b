import type { Random } from '../random.ts';
import type { Stage } from '../stage.ts';
import { after } from './later.ts';

/** The process dies in the middle of whatever it does. */
export type Kill = { readonly afterMs: number };

export function planKill(random: Random): Kill {
  return { afterMs: random.between(250, 2_500) };
}

export function killDuring({ afterMs }: Kill, { counts, child }: Stage): Disposable {
  return after(afterMs, () => {
    if (child?.kill('SIGKILL')) counts.kills++;
  });
}
