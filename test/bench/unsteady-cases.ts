import {
  type AccountModel,
  atRandom as atRandomInModel,
  evenly as evenlyInModel,
  inBursts as inBurstsInModel,
} from '../support/account-model.ts';
import { atRandom, type Calls, evenly, inBursts } from './other-app.ts';

/** Calls a second of the account. */
export const LIMIT = 80;
/** Back at the limit is who takes this part of it. */
export const BACK = 0.97;

/** What else is told of a case. */
type Beside = 'longestGap' | 'back' | 'most';

export type UnsteadyCase = {
  readonly name: string;
  readonly model: Partial<AccountModel>;
  /** What other apps do in the model; made anew for each time. */
  readonly modelOthers?: () => AccountModel['others'];
  /** Calls of each run with real processes. */
  readonly calls: number;
  readonly others?: () => Calls;
  readonly chance?: number;
  readonly runs?: number;
  /** The last of them begins so much later than the others. */
  readonly joinsMs?: number;
  /** The process is stopped for so long. */
  readonly stoppedMs?: number;
  readonly beside?: Beside;
};

/** @param part of all calls and times */
export function unsteadyCases(part: number): readonly UnsteadyCase[] {
  const calls = 2_000 * part;
  const leavesMs = 30_000 * part;
  const stoppedMs = 60_000 * part;
  const joinsMs = 10_000 * part;
  return [
    { name: 'alone', model: {}, calls },
    ...[10, 5].map((everyS) => ({
      name: `another app sends 80 at once every ${everyS} s`,
      model: {},
      modelOthers: () => inBurstsInModel(80, everyS * 1000),
      calls,
      others: () => inBursts(80, everyS * 1000),
    })),
    ...[0.01, 0.05, 0.15].map((chance) => ({
      name: `${chance * 100} % refused by chance`,
      model: { chance },
      calls,
      chance,
    })),
    {
      name: 'another app takes 40 evenly',
      model: {},
      modelOthers: () => evenlyInModel(40),
      calls,
      others: () => evenly(40),
    },
    {
      name: 'another app takes 40 at random times',
      model: {},
      modelOthers: () => atRandomInModel(40),
      calls,
      others: () => atRandom(40),
    },
    {
      name: `another app takes 40 evenly, and stops after ${leavesMs / 1000} s`,
      model: { ms: leavesMs + 10_000 },
      modelOthers: () => evenlyInModel(40, leavesMs),
      calls: (leavesMs / 1000) * (LIMIT - 40) + 8 * LIMIT,
      others: () => evenly(40, leavesMs),
      beside: 'back',
    },
    {
      name: 'another app takes 79 evenly',
      model: { ms: 60_000 },
      modelOthers: () => evenlyInModel(79),
      calls: Math.max(10, 40 * part),
      others: () => evenly(79),
      beside: 'longestGap',
    },
    { name: 'two runs that do not know of each other, each', model: { runs: 2 }, calls, runs: 2 },
    {
      name: `the same, the second ${joinsMs / 1000} s later, each`,
      model: { runs: 2, joinsMs },
      calls,
      runs: 2,
      joinsMs,
    },
    {
      name: `stopped for ${stoppedMs / 1000} s (SIGSTOP), going on`,
      model: { ms: stoppedMs + 20_000, asleep: [10_000, 10_000 + stoppedMs] },
      calls,
      stoppedMs,
      beside: 'most',
    },
  ];
}
