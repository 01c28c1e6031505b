import type { Fault, SeedUser } from '../../src/simulator/simulator.ts';
import { planFaults } from './faults.ts';
import { type ClockPlan, planClock } from './havoc/clock.ts';
import { type Damage, planDamage } from './havoc/damage.ts';
import { type FullDisk, planFullDisk } from './havoc/full-disk.ts';
import { type InputChange, planInputChange, planRestoredInput } from './havoc/input.ts';
import { type Kill, planKill } from './havoc/kill.ts';
import { type Outage, planOutage } from './havoc/outage.ts';
import { type PlannedRow, planRows, toCsv } from './planned-rows.ts';
import { Random } from './random.ts';

/** All that there is to a round: the same seed makes the same. */
export type Plan = {
  readonly seed: number;
  readonly rows: readonly PlannedRow[];
  /** The rows as an input. */
  readonly csv: string;
  readonly seeds: readonly SeedUser[];
  readonly faults: readonly Fault[];
  readonly tokenSeconds: number;
  readonly onExists: 'fail' | 'skip' | 'update';
  readonly body: 'json' | 'multipart';
  /** Those that havoc befalls; in the one that follows nothing goes wrong. */
  readonly sessions: readonly PlannedSession[];
};

/** What befalls a session; undefined where nothing of the kind does. */
export type PlannedSession = {
  readonly kill: Kill | undefined;
  readonly clock: ClockPlan | undefined;
  readonly fullDisk: FullDisk | undefined;
  readonly outage: Outage | undefined;
  readonly inputChange: InputChange | undefined;
  /** Before it begins. */
  readonly damage: Damage | undefined;
};

export const CALM: PlannedSession = {
  kill: undefined,
  clock: undefined,
  fullDisk: undefined,
  outage: undefined,
  inputChange: undefined,
  damage: undefined,
};

export function makePlan(seed: number): Plan {
  const random = new Random(seed);
  const { rows, seeds } = planRows(random);
  const csv = toCsv(rows.map(({ text }) => text));
  return {
    seed,
    rows,
    csv,
    seeds,
    faults: planFaults(random),
    tokenSeconds: random.pick([2, 5, 3600]),
    onExists: random.pick(['fail', 'skip', 'update']),
    body: random.pick(['json', 'json', 'multipart']),
    sessions: planSessions(rows, csv, random),
  };
}

const MOST_SESSIONS = 6;

function planSessions(rows: readonly PlannedRow[], csv: string, random: Random): PlannedSession[] {
  // Of each kind a round has often or never something, so that what comes of it is not always hidden behind others.
  const often = () => (random.chance(0.45) ? 0.5 : 0);
  const chances = { clock: often() * 2, fullDisk: often(), outage: often(), input: often(), damage: often() };
  return Array.from({ length: random.between(1, MOST_SESSIONS) }, (_, at) => {
    const maybe = <T>(chance: number, plan: () => T): T | undefined =>
      random.chance(chance) ? plan() : undefined;
    const isFirst = at === 0;
    const havoc = {
      clock: maybe(chances.clock, () => planClock(random)),
      fullDisk: maybe(chances.fullDisk, () => planFullDisk(random)),
      outage: maybe(chances.outage, () => planOutage(random)),
      inputChange:
        maybe(chances.input, () => planInputChange(rows, random)) ??
        maybe(isFirst ? 0 : 0.5, () => planRestoredInput(csv)),
      damage: maybe(isFirst ? 0 : chances.damage, () => planDamage(random)),
    };
    return { ...havoc, kill: maybe(killChance(havoc), () => planKill(random)) };
  });
}

/** What comes of other havoc is often seen only when its session is left to end by itself; of a full disk always. */
function killChance({ clock, fullDisk, outage, inputChange }: Omit<PlannedSession, 'kill'>): number {
  if (fullDisk) return 0;
  const isChanged = inputChange !== undefined && inputChange.what !== 'restored';
  return clock || outage || isChanged ? 0.4 : 0.85;
}
