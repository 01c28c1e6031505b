import {
  type AccountModel,
  atRandom as atRandomInModel,
  evenly as evenlyInModel,
  inBursts as inBurstsInModel,
  playAccount,
  type Rule,
} from '../support/account-model.ts';
import { atRandom, type Calls, evenly, inBursts, startOtherApp } from './other-app.ts';
import { additive, cubic } from './other-rules.ts';
import { runInput } from './run-input.ts';
import { type Arrival, startServer } from './server.ts';
import type { Sizes } from './sizes.ts';
import { printTable, spread } from './table.ts';
import { updates } from './write-input.ts';

const LIMIT = 80;
const CALLS = 2_000;

type Case = {
  readonly name: string;
  readonly model: () => Partial<AccountModel>;
  readonly others?: () => Calls;
  readonly chance?: number;
  readonly runs?: number;
};

const CASES: readonly Case[] = [
  { name: 'alone', model: () => ({}) },
  {
    name: 'another app sends 80 at once every 10 s',
    model: () => ({ others: inBurstsInModel(80, 10_000) }),
    others: () => inBursts(80, 10_000),
  },
  {
    name: 'the same every 5 s',
    model: () => ({ others: inBurstsInModel(80, 5_000) }),
    others: () => inBursts(80, 5_000),
  },
  ...[0.01, 0.05, 0.15].map((chance) => ({
    name: `${chance * 100} % refused by chance`,
    model: () => ({ chance }),
    chance,
  })),
  {
    name: 'another app takes 40 evenly',
    model: () => ({ others: evenlyInModel(40) }),
    others: () => evenly(40),
  },
  {
    name: 'another app takes 40 at random times',
    model: () => ({ others: atRandomInModel(40) }),
    others: () => atRandom(40),
  },
  { name: 'two runs that do not know of each other', model: () => ({ runs: 2 }), runs: 2 },
];

/** What a run gets of the limit when it is not alone, or calls are refused by chance. */
export async function benchUnsteady({ quick, longRuns }: Sizes): Promise<void> {
  const seeds = quick ? [1] : [1, 2, 3];
  const rules: readonly (readonly [string, ((limit: number) => Rule) | undefined])[] = [
    ['as the run does', undefined],
    ['CUBIC', cubic],
    ['+1 a second, × 0.5', additive],
  ];
  printTable(
    'Unsteady, in a model: goodput and refused, % (of what is left, of the calls)',
    ['', ...rules.map(([name]) => name)],
    CASES.map(({ name, model }) => [
      name,
      ...rules.map(([, rule]) => {
        const runs = seeds.flatMap((seed) =>
          playAccount({ limit: LIMIT, ms: 40_000, seed, ...model() }, rule),
        );
        const column = (of: 'goodput' | 'refused', digits: number) =>
          spread(
            runs.map((run) => run[of]),
            digits,
          );
        return `${column('goodput', 0)}; ${column('refused', 1)}`;
      }),
    ]),
  );

  const times = quick ? 1 : longRuns;
  const rows: string[][] = [];
  for (const one of CASES) {
    const got: Figures[] = [];
    for (let run = 0; run < times; run++) got.push(...(await measure(one, quick ? CALLS / 4 : CALLS)));
    rows.push([
      one.name,
      spread(got.map(({ goodput }) => goodput)),
      spread(got.map(({ refused }) => refused)),
    ]);
  }
  printTable(
    `Unsteady, with real processes: ${CALLS} updates, answers after 40 ms, a server that counts sliding seconds; runs: ${times}`,
    ['', 'goodput, % of what is left', 'refused, % of the calls'],
    rows,
  );
}

type Figures = { readonly goodput: number; readonly refused: number };

async function measure({ others, chance, runs = 1 }: Case, calls: number): Promise<Figures[]> {
  await using server = await startServer({
    options: { plan: 'business', latencyMs: [35, 45] },
    users: calls * runs,
    ...(chance && { chance }),
  });
  const stop = others && (await startOtherApp(server.env, others()));
  const lines = updates(calls * runs);
  const [header = '', ...rows] = lines;
  await Promise.all(
    Array.from({ length: runs }, (_, run) =>
      runInput([header, ...rows.slice(run * calls, (run + 1) * calls)], 'business', server),
    ),
  );
  await stop?.();
  const arrivals = await server.arrivals();
  return Array.from({ length: runs }, (_, run) => figures(arrivals, run * calls, (run + 1) * calls));
}

/** Of the run whose users have numbers from `first` to below `end`. */
function figures(arrivals: readonly Arrival[], first: number, end: number): Figures {
  const isOurs = ({ user }: Arrival) => {
    const number = Number(/^user(\d+)@/.exec(user)?.[1] ?? Number.NaN);
    return number >= first && number < end;
  };
  const ours = arrivals.filter(isOurs);
  const [from = 0, to = 0] = [ours[0]?.at, ours.at(-1)?.at];
  const seconds = (to - from) / 1000;
  const apps = arrivals.filter(
    ({ at, user, status }) => at >= from && at <= to && status !== 429 && user.startsWith('other'),
  );
  const passed = ours.filter(({ status }) => status !== 429).length;
  return {
    goodput: (100 * passed) / (LIMIT * seconds - apps.length),
    refused: (100 * (ours.length - passed)) / ours.length,
  };
}
