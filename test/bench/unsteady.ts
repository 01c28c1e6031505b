import { setTimeout as sleep } from 'node:timers/promises';
import { atRandom, playAccount, type Rule } from '../support/account-model.ts';
import { backAfter } from '../support/back-at-limit.ts';
import { keepBusy } from './keep-busy.ts';
import { startOtherApp } from './other-app.ts';
import { additive, constant, cubic } from './other-rules.ts';
import { runInput } from './run-input.ts';
import { startServer } from './server.ts';
import type { Sizes } from './sizes.ts';
import { printTable, spread } from './table.ts';
import { BACK, LIMIT, type UnsteadyCase, unsteadyCases } from './unsteady-cases.ts';
import { type Figures, figuresOf } from './unsteady-figures.ts';
import { updates } from './write-input.ts';

const MODEL_MS = 40_000;

/** A process is stopped when it has run for so long. */
const STOPPED_AFTER_MS = 5_000;

/** What a run gets of the limit when it is not alone, or calls are refused by chance. */
export async function benchUnsteady(sizes: Sizes): Promise<void> {
  const cases = unsteadyCases(sizes.quick ? 0.25 : 1).filter(({ name }) => name.includes(sizes.cases));
  playModel(cases, sizes.quick ? [1] : [1, 2, 3]);
  if (sizes.cases === '') playFrontier(sizes.quick ? 4 : 24);
  await using _busy = sizes.busy ? await keepBusy() : undefined;
  const rows: string[][] = [];
  for (const one of cases) {
    const got: Figures[] = [];
    for (let run = 0; run < sizes.longRuns; run++) got.push(...(await measure(one)));
    const besides = got.flatMap(({ beside }) => beside ?? []);
    rows.push([
      one.name,
      spread(got.map(({ goodput }) => goodput)),
      spread(got.map(({ refused }) => refused)),
      besideText(one, besides),
    ]);
  }
  printTable(
    `Unsteady, with real processes${sizes.busy ? ', a process that computes beside them for each processor' : ''}: ` +
      `answers after 40 ms, a server that counts sliding seconds; runs: ${sizes.longRuns}`,
    ['', 'goodput, % of what is left', 'refused, % of the calls', ''],
    rows,
  );
}

function playModel(cases: readonly UnsteadyCase[], seeds: readonly number[]): void {
  const rules: readonly (readonly [string, ((limit: number) => Rule) | undefined])[] = [
    ['as the run does', undefined],
    ['CUBIC', cubic],
    ['+1 a second, × 0.5', additive],
  ];
  const play = ({ model, modelOthers, beside }: UnsteadyCase, rule?: (limit: number) => Rule): string => {
    const { ms = MODEL_MS } = model;
    const got = seeds.flatMap((seed) => {
      const others = modelOthers?.();
      return playAccount({ limit: LIMIT, ms, seed, ...model, ...(others && { others }) }, rule);
    });
    const figures = [
      spread(
        got.map(({ goodput }) => goodput),
        0,
      ),
      spread(got.map(({ refused }) => refused)),
    ];
    if (beside === 'longestGap') figures.push(spread(got.map((run) => run.longestGapMs / 1000)));
    if (beside === 'back') {
      const leftAt = ms - 10_000;
      figures.push(spread(got.map(({ passedAt }) => backAfter(passedAt, leftAt, BACK * LIMIT) / 1000)));
    }
    return figures.join('; ');
  };
  printTable(
    'Unsteady, in a model: goodput, % of what is left; refused, % of the calls; what stands beside it below',
    ['', ...rules.map(([name]) => name)],
    cases.map((one) => [one.name, ...rules.map(([, rule]) => play(one, rule))]),
  );
}

/**
 * How much is refused at least for what a run gets beside an app whose calls come at random times: of one that knows
 * what is left, and sends evenly from the beginning.
 */
function playFrontier(seeds: number): void {
  const play = (calls: number, secondMs: number): string => {
    const got = Array.from({ length: seeds }, (_, seed) => {
      const model = { limit: LIMIT, ms: MODEL_MS, seed: seed + 1, others: atRandom(40) };
      return playAccount(model, () => constant((calls * 1000) / secondMs));
    }).flat();
    const mean = (of: 'goodput' | 'refused') => got.reduce((sum, run) => sum + run[of], 0) / got.length;
    return `${mean('goodput').toFixed(1)}; ${mean('refused').toFixed(1)}`;
  };
  printTable(
    `Another app takes 40 at random times, in the model, beside a constant pace: goodput and refused, %; means of ${seeds}`,
    ['calls', 'in 1,000 ms', 'in 1,007 ms: each when the place of an earlier one is free'],
    [34, 36, 38, 40, 42, 44].map((calls) => [String(calls), play(calls, 1_000), play(calls, 1_007)]),
  );
}

function besideText({ beside }: UnsteadyCase, values: readonly number[]): string {
  if (beside === 'longestGap') return `without a call for ${spread(values)} s at most`;
  if (beside === 'back') return `back at ${BACK * 100} % after ${spread(values)} s`;
  if (beside === 'most') return `${spread(values, 0)} calls in a second at most`;
  return '';
}

/** Of each of its runs. */
async function measure(one: UnsteadyCase): Promise<Figures[]> {
  const { calls, others, chance, runs = 1, joinsMs = 0, stoppedMs } = one;
  await using server = await startServer({
    options: { plan: 'business', latencyMs: [35, 45] },
    users: calls * runs,
    ...(chance && { chance }),
  });
  const end = others && (await startOtherApp(server.env, others()));
  const [header = '', ...rows] = updates(calls * runs);
  await Promise.all(
    Array.from({ length: runs }, async (_, run) => {
      if (run > 0) await sleep(joinsMs);
      const lines = [header, ...rows.slice(run * calls, (run + 1) * calls)];
      await runInput(lines, 'business', server, async (child) => {
        if (stoppedMs === undefined) return;
        await sleep(STOPPED_AFTER_MS);
        child.kill('SIGSTOP');
        await sleep(stoppedMs);
        child.kill('SIGCONT');
      });
    }),
  );
  await end?.();
  const arrivals = await server.arrivals();
  return Array.from({ length: runs }, (_, run) => figuresOf(one, arrivals, [run * calls, (run + 1) * calls]));
}
