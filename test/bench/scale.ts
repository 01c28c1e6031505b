import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ledgerFile } from '../../src/ledger/sqlite/open-database.ts';
import { finishAllBut } from './finish-rows.ts';
import { upToFirstCall } from './first-call.ts';
import { measure, measureAlternating } from './measure.ts';
import type { Sizes } from './sizes.ts';
import { printTable, ratios, spread } from './table.ts';
import { tempFolder } from './temp-folder.ts';
import { writeWideUpdates } from './write-input.ts';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

const STEPS = {
  preview: 'preview, whole',
  run: 'run, until its first call; stopped then',
  resume: 'resume with 99.9 % done, likewise',
  report: 'report of the whole run',
} as const;

type Step = keyof typeof STEPS;
type Figures = { readonly seconds: number; readonly maxRssMb: number };
type Round = Record<Step, Figures> & { readonly bytes: number; readonly bytesDone: number };

/** What a large file takes, and whether memory grows with it: up to the first call, a resume near its end, a report, the ledger. */
export async function benchScale({ rows, longRuns }: Sizes): Promise<void> {
  using folder = tempFolder();
  const [small, large] = [folder.in('small.csv'), folder.in('large.csv')];
  await writeWideUpdates(small, rows / 10);
  await writeWideUpdates(large, rows);
  const rounds = await measureAlternating(longRuns, {
    small: () => playRound(small, rows / 10),
    large: () => playRound(large, rows),
  });
  printTable(
    `Large inputs (10 columns), ${longRuns} runs each`,
    ['what', 'rows', 'seconds', 'of the preview', 'peak MB', 'memory of ten times the rows'],
    (Object.keys(STEPS) as Step[]).flatMap((step) => [
      [...rowOf(step, rows / 10, rounds.small), ''],
      [...rowOf(step, rows, rounds.large), `× ${growth(step, rounds.small, rounds.large)}`],
    ]),
  );
  const bytes = (all: readonly Round[], count: number, name: 'bytes' | 'bytesDone') =>
    spread(
      all.map((round) => round[name] / count),
      0,
    );
  printTable(
    'The ledger, bytes a row',
    ['rows', 'all on record, next to nothing sent', 'all done'],
    (
      [
        ['small', rows / 10],
        ['large', rows],
      ] as const
    ).map(([size, count]) => [
      count.toLocaleString('en'),
      bytes(rounds[size], count, 'bytes'),
      bytes(rounds[size], count, 'bytesDone'),
    ]),
  );
}

async function playRound(input: string, rows: number): Promise<Round> {
  using folder = tempFolder();
  const state = folder.in('state');
  const places = ['--state', state, '--out', folder.in('out')];
  const ledger = ledgerFile(state);
  const preview = await whole(['preview', input, ...places]);
  const run = await upToFirstCall(['run', input, '--plan', 'business', ...places]);
  const bytes = statSync(ledger).size;
  const runId = await finishAllBut(state, rows / 1000);
  const resume = await upToFirstCall(['resume', '--state', state]);
  await finishAllBut(state, 0);
  const bytesDone = statSync(ledger).size;
  const report = await whole(['report', runId, '--state', state]);
  return { preview, run, resume, report, bytes, bytesDone };
}

async function whole(args: readonly string[]): Promise<Figures> {
  const { wallMs, maxRssMb } = await measure([CLI, ...args]);
  return { seconds: wallMs / 1000, maxRssMb };
}

function rowOf(step: Step, count: number, rounds: readonly Round[]): string[] {
  const seconds = (of: Step) => rounds.map((round) => round[of].seconds);
  return [
    STEPS[step],
    count.toLocaleString('en'),
    spread(seconds(step), 2),
    step === 'preview' ? '' : spread(ratios(seconds(step), seconds('preview')), 2),
    spread(peaks(step, rounds), 0),
  ];
}

function growth(step: Step, small: readonly Round[], large: readonly Round[]): string {
  return spread(ratios(peaks(step, large), peaks(step, small)), 2);
}

function peaks(step: Step, rounds: readonly Round[]): number[] {
  return rounds.map((round) => round[step].maxRssMb);
}
