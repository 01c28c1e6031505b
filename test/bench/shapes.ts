import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { measure } from './measure.ts';
import { type Arrival, startServer } from './server.ts';
import type { Sizes } from './sizes.ts';
import { median, printTable, spread } from './table.ts';
import { tempFolder } from './temp-folder.ts';
import { writeInput } from './write-input.ts';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const LIMITS = { light: 80, medium: 60 } as const;

/** What is measured of a run: from its first call on, for so long, or to its end. */
const MEASURED_MS = 30_000;
const SETTLING_MS = 3_000;

const update = (user: number) => `update,user${user}@bench.example,Dept ${user},,`;
const password = (user: number) => `password,user${user}@bench.example,,After-${user}-it!,`;
const create = (user: number) => `create,new${user}@bench.example,,,basic`;

type Shape = {
  readonly name: string;
  readonly rows: (count: number) => string[];
  /** What it is measured against. */
  readonly beside: string;
};

const each = (count: number, row: (number: number) => string) =>
  Array.from({ length: count }, (_, i) => row(i));

const ALTERNATING = 'updates and passwords, alternating';
const OTHERS = 'updates of as many users';

const SHAPES: readonly Shape[] = [
  {
    name: ALTERNATING,
    rows: (count) => each(count, (i) => (i % 2 === 0 ? update(i) : password(i))),
    beside: ALTERNATING,
  },
  {
    name: 'sorted: the updates first, then the passwords of others',
    rows: (count) => [...each(count / 2, update), ...each(count / 2, (i) => password(count / 2 + i))],
    beside: ALTERNATING,
  },
  {
    name: 'sorted, the passwords of the same users',
    rows: (count) => [...each(count / 2, update), ...each(count / 2, password)],
    beside: ALTERNATING,
  },
  { name: OTHERS, rows: (count) => each(count, update), beside: OTHERS },
  {
    name: 'half of the rows of one user, then updates of others',
    rows: (count) => [...each(count / 2, () => update(0)), ...each(count / 2, (i) => update(i + 1))],
    beside: OTHERS,
  },
  { name: 'all of one user', rows: (count) => each(count, () => update(0)), beside: OTHERS },
];

type Figures = {
  readonly light: number;
  readonly medium: number;
  readonly cpuMs: number;
  readonly maxRssMb: number;
};

/** Files whose order or users are unkind: pace of each label, processor time and memory, as ratios to a kind one. */
export async function benchShapes({ rows: most, longRuns }: Sizes): Promise<void> {
  const count = most / 5;
  const got = new Map<string, Figures[]>(SHAPES.map(({ name }) => [name, []]));
  for (let run = 0; run < longRuns; run++) {
    for (const { name, rows } of SHAPES) got.get(name)?.push(await measureShape(rows(count)));
  }
  const of = (name: string, figure: keyof Figures) => (got.get(name) ?? []).map((its) => its[figure]);
  const percent = (name: string, label: keyof typeof LIMITS) => {
    const paces = of(name, label).map((pace) => (100 * pace) / LIMITS[label]);
    return median(paces) === 0 ? '' : spread(paces);
  };
  const ratio = (name: string, beside: string, figure: keyof Figures) =>
    spread(
      of(name, figure).map((value, at) => value / (of(beside, figure)[at] ?? Number.NaN)),
      2,
    );
  printTable(
    `Shapes: ${count.toLocaleString('en')} rows, the first ${MEASURED_MS / 1000} s of the run; answers take 40 ms; runs: ${longRuns}`,
    [
      '',
      'Light, % of 80 a second',
      'Medium, % of 60',
      'processor time, as a ratio',
      'peak memory, as a ratio',
      'peak MB',
    ],
    SHAPES.map(({ name, beside }) => [
      name,
      percent(name, 'light'),
      percent(name, 'medium'),
      ratio(name, beside, 'cpuMs'),
      ratio(name, beside, 'maxRssMb'),
      spread(of(name, 'maxRssMb'), 0),
    ]),
  );
  await benchDeferred(count, longRuns);
}

/** A run that is interrupted some time after its first call. */
async function measureShape(rows: readonly string[]): Promise<Figures> {
  using folder = tempFolder();
  const input = folder.in('input.csv');
  writeInput(input, ['action,email,dept,password,type', ...rows]);
  await using server = await startServer({
    options: { plan: 'business', latencyMs: 40 },
    users: rows.length,
  });
  const interrupt = new AbortController();
  const args = [
    'run',
    input,
    '--plan',
    'business',
    '--yes',
    '--state',
    folder.path,
    '--out',
    folder.in('out'),
  ];
  const usage = measure([CLI, ...args], server.env, interrupt.signal);
  const first = await firstArrival(() => server.arrivals(), usage);
  await sleep(first.at + MEASURED_MS - Date.now());
  interrupt.abort();
  const { cpuMs, maxRssMb } = await usage;
  const arrivals = await server.arrivals();
  const pace = (label: Arrival['label']) => {
    const [from, to] = [first.at + SETTLING_MS, first.at + MEASURED_MS];
    const its = arrivals.filter(
      (call) => call.label === label && call.at >= from && call.at < to && call.status < 300,
    );
    return its.length / ((to - from) / 1000);
  };
  return { light: pace('light'), medium: pace('medium'), cpuMs, maxRssMb };
}

async function firstArrival(
  arrivals: () => Promise<readonly Arrival[]>,
  ended: Promise<unknown>,
): Promise<Arrival> {
  let hasEnded = false;
  void ended.then(() => {
    hasEnded = true;
  });
  for (;;) {
    const [first] = await arrivals();
    if (first) return first;
    if (hasEnded) throw new Error('the command ended without a call');
    await sleep(50);
  }
}

/** Creates of which none is left today, to the end of the run, against ten times fewer. */
async function benchDeferred(count: number, longRuns: number): Promise<void> {
  const run = async (rows: number) => {
    using folder = tempFolder();
    const input = folder.in('input.csv');
    writeInput(input, ['action,email,dept,password,type', ...each(rows, create)]);
    await using server = await startServer({
      options: { plan: 'business', latencyMs: 40, createsPerDay: 1 },
      users: 0,
    });
    const args = [
      'run',
      input,
      '--plan',
      'business',
      '--yes',
      '--state',
      folder.path,
      '--out',
      folder.in('out'),
    ];
    return await measure([CLI, ...args], server.env);
  };
  const usages: {
    readonly few: Awaited<ReturnType<typeof run>>;
    readonly many: Awaited<ReturnType<typeof run>>;
  }[] = [];
  for (let round = 0; round < longRuns; round++)
    usages.push({ few: await run(count / 10), many: await run(count) });
  printTable(
    `All rows deferred: ${count.toLocaleString('en')} creates and no quota, to the end of the run, against a tenth of them; runs: ${longRuns}`,
    ['seconds', 'processor time of ten times the rows', 'peak memory of ten times the rows', 'peak MB'],
    [
      [
        spread(usages.map(({ many }) => many.wallMs / 1000)),
        `× ${spread(usages.map(({ few, many }) => many.cpuMs / few.cpuMs))}`,
        `× ${spread(
          usages.map(({ few, many }) => many.maxRssMb / few.maxRssMb),
          2,
        )}`,
        spread(
          usages.map(({ many }) => many.maxRssMb),
          0,
        ),
      ],
    ],
  );
}
