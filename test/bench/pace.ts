import { type LimiterRun, perSecond, runLimiters } from './limiter-runs.ts';
import type { Sizes } from './sizes.ts';
import { printTable, spread } from './table.ts';
import { updates } from './write-input.ts';

const CASES = [
  { label: 'light', plan: 'business', limit: 80, latencyMs: [35, 45], calls: 1_000 },
  { label: 'light', plan: 'business', limit: 80, latencyMs: [200, 400], calls: 1_000 },
  { label: 'light', plan: 'business', limit: 80, latencyMs: [1_200, 1_800], calls: 1_000 },
  { label: 'light', plan: 'pro', limit: 30, latencyMs: [200, 400], calls: 600 },
  { label: 'light', plan: 'free', limit: 4, latencyMs: [35, 45], calls: 60 },
  { label: 'medium', plan: 'business', limit: 60, latencyMs: [200, 400], calls: 1_000 },
  { label: 'medium', plan: 'pro', limit: 20, latencyMs: [35, 45], calls: 400 },
  { label: 'medium', plan: 'free', limit: 2, latencyMs: [35, 45], calls: 30 },
] as const;

const BOTH = { plan: 'business', latencyMs: [200, 400], limits: { light: 80, medium: 60 } } as const;

/** How near to each of Zoom's limits a run comes, and how many of its calls are refused, in fixed and sliding seconds at once. */
export async function benchPace({ quick, longRuns }: Sizes): Promise<void> {
  const sized = (calls: number) => (quick ? Math.max(20, Math.round(calls / 3)) : calls);
  const alone: string[][] = [];
  for (const { label, plan, limit, latencyMs, calls } of CASES) {
    const count = sized(calls);
    const lines = label === 'light' ? updates(count) : passwords(count);
    const runs: LimiterRun[] = [];
    for (let run = 0; run < longRuns; run++) {
      runs.push((await runLimiters({ lines, users: count, options: { plan, latencyMs } }))[label]);
    }
    const paces = runs.map(({ passed }) => perSecond(passed));
    alone.push([
      nameOf(label, limit),
      `${latencyMs.join('–')} ms`,
      count.toLocaleString('en'),
      spread(paces.map((pace) => (100 * pace) / limit)),
      ...risks(runs),
    ]);
  }
  printTable(
    `Pace: one label at a time, ${longRuns} runs each`,
    ['label and limit', 'answers take', 'calls', '% of the limit', ...RISKS],
    alone,
  );
  await benchBoth(sized(1_000), longRuns);
}

/** A file whose rows go to both limiters, alternating. */
async function benchBoth(count: number, longRuns: number): Promise<void> {
  const { plan, latencyMs, limits } = BOTH;
  const runs: Awaited<ReturnType<typeof runLimiters>>[] = [];
  for (let run = 0; run < longRuns; run++) {
    runs.push(
      await runLimiters({ lines: alternating(count), users: count * 2, options: { plan, latencyMs } }),
    );
  }
  const rows = (['light', 'medium'] as const).map((label) => {
    const paces = runs.map((run) => perSecond(run[label].passed.filter(whileBothGoOn(run))));
    return [
      nameOf(label, limits[label]),
      spread(paces),
      spread(paces.map((pace) => (100 * pace) / limits[label])),
      ...risks(runs.map((run) => run[label])),
    ];
  });
  printTable(
    `Pace: both limiters, ${count} updates and ${count} passwords alternating, while both go on; answers take ${latencyMs.join('–')} ms, ${longRuns} runs`,
    ['label and limit', 'calls a second', '% of the limit', ...RISKS],
    rows,
  );
}

function whileBothGoOn({ light, medium }: Record<'light' | 'medium', LimiterRun>): (at: number) => boolean {
  const from = Math.max(light.passed[0] ?? 0, medium.passed[0] ?? 0);
  const to = Math.min(light.passed.at(-1) ?? 0, medium.passed.at(-1) ?? 0);
  return (at) => at >= from && at <= to;
}

function nameOf(label: 'light' | 'medium', limit: number): string {
  return `${label === 'light' ? 'Light' : 'Medium'}, ${limit} a second`;
}

const RISKS = ['most in a sliding second', 'refused'];

function risks(runs: readonly LimiterRun[]): string[] {
  const most = Math.max(...runs.map((run) => run.most));
  const refused = runs.reduce((sum, run) => sum + run.refused, 0);
  return [String(most), String(refused)];
}

function passwords(count: number): string[] {
  return [
    'action,email,password',
    ...Array.from({ length: count }, (_, i) => `password,user${i}@bench.example,After-${i}-it!`),
  ];
}

function alternating(count: number): string[] {
  const pair = (i: number) => [
    `update,user${2 * i}@bench.example,Dept ${i},`,
    `password,user${2 * i + 1}@bench.example,,After-${i}-it!`,
  ];
  return ['action,email,dept,password', ...Array.from({ length: count }, (_, i) => pair(i)).flat()];
}
