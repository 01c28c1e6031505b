import type { Fault } from '../../src/simulator/simulator.ts';
import type { Result } from './perform.ts';
import { type Rig, startRig } from './zoom-rig.ts';

/** Ways to lose an answer. Those with an effect have done the work before. */
const LOSSES = [
  { kind: 'reset-before' },
  { kind: 'reset-after' },
  { kind: 'hang' },
  { kind: 'hang-after' },
  { kind: 'cut' },
  { kind: 'html', status: 200 },
  { kind: 'html', status: 200, effect: true },
  { kind: 'html', status: 502 },
  { kind: 'html', status: 502, effect: true },
  { kind: 'status', status: 500, effect: true },
  { kind: 'status', status: 503 },
] as const satisfies Fault[];
type Loss = (typeof LOSSES)[number];

const nameOf = (loss: Loss) => Object.values(loss).join(' ');
export const ONCE = LOSSES.map((loss) => [`${nameOf(loss)}, once`, loss, 1] as const);
const ALWAYS = LOSSES.map((loss) => [`${nameOf(loss)}, always`, loss, Number.POSITIVE_INFINITY] as const);
export const TABLE = [...ONCE, ...ALWAYS];
/** Without those that take long, where a reset tells as much. */
export const QUICK = TABLE.filter(isQuick);

export function isQuick([, { kind }, times]: (typeof TABLE)[number]): boolean {
  return times === 1 || !kind.startsWith('hang');
}

/** Time is short where answers hang, and plenty everywhere else. */
export function rigOfLosses({ kind }: Pick<Loss, 'kind'>): Promise<Rig> {
  return startRig({ timeoutMs: kind.startsWith('hang') ? 80 : 5000 });
}

export const errorOf = (result: Result) => ('error' in result ? result.error : undefined);

/** What the account did because of the requests. */
export const effects = ({ simulator }: Rig) => simulator.journal.filter(({ effect }) => effect).length;
