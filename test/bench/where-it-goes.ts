import { selfTimes } from './cpu-profile.ts';
import type { Usage } from './measure.ts';
import { median, printTable, spread } from './table.ts';
import { tempFolder } from './temp-folder.ts';

const FILE = 'run.cpuprofile';
/** Of the busy time; what takes less is put together. */
const SMALLEST_PERCENT = 0.5;

/** Where a run's main thread spends its time, by room; what a run of a few rows takes is taken off. */
export async function benchWhereItGoes(
  { runs, few, many }: { readonly runs: number; readonly few: number; readonly many: number },
  provision: (rows: number, nodeOptions: readonly string[]) => Promise<Usage>,
): Promise<void> {
  using folder = tempFolder();
  const profile = async (rows: number) => {
    await provision(rows, ['--cpu-prof', `--cpu-prof-dir=${folder.path}`, `--cpu-prof-name=${FILE}`]);
    return selfTimes(folder.in(FILE));
  };
  const measured: ReadonlyMap<string, number>[] = [];
  for (let run = 0; run < runs; run++) {
    const [short, long] = [await profile(few), await profile(many)];
    measured.push(new Map([...long].map(([room, ms]) => [room, ms - (short.get(room) ?? 0)])));
  }
  const sums = measured.map(sum);
  const percents = (room: string) => measured.map((ms, at) => (100 * (ms.get(room) ?? 0)) / (sums[at] ?? 0));
  const rooms = [...new Set(measured.flatMap((ms) => [...ms.keys()]))]
    .map((room) => ({ room, percents: percents(room) }))
    .filter((its) => median(its.percents) >= SMALLEST_PERCENT)
    .sort((a, b) => median(b.percents) - median(a.percents));
  const rest = sums.map((_, at) => 100 - rooms.reduce((all, its) => all + (its.percents[at] ?? 0), 0));
  const perRow = sums.map((ms) => ms / (many - few));
  printTable(
    `Where it goes: the main thread is busy for ${spread(perRow, 2)} ms a row, waiting for the disk included; ${runs} profiles`,
    ['room', '% of the busy time'],
    [...rooms.map((its) => [its.room, spread(its.percents)]), ['the rest', spread(rest)]],
  );
}

function sum(ms: ReadonlyMap<string, number>): number {
  return [...ms.values()].reduce((all, its) => all + its, 0);
}
