import { fileURLToPath } from 'node:url';
import { measure, measureAlternating, type Usage } from './measure.ts';
import type { Sizes } from './sizes.ts';
import { printTable, ratios, spread } from './table.ts';
import { tempFolder } from './temp-folder.ts';
import { writeWideUpdates } from './write-input.ts';

const BIN = fileURLToPath(new URL('../../src/bin.js', import.meta.url));
const BARE = fileURLToPath(new URL('./bare-parse.ts', import.meta.url));

/** Preview of a large file against bare csv-parse, and whether its memory grows with the file; the compile cache is warm. */
export async function benchPreview({ rows, longRuns }: Sizes): Promise<void> {
  using folder = tempFolder();
  const [large, small] = [folder.in('large.csv'), folder.in('small.csv')];
  await writeWideUpdates(large, rows);
  await writeWideUpdates(small, rows / 10);
  const places = ['--out', folder.in('out'), '--state', folder.in('state')];
  const env = { NODE_COMPILE_CACHE: folder.in('cache') };
  const preview = (file: string) => () => measure([BIN, 'preview', file, ...places], env);
  await preview(small)();
  const usage = await measureAlternating(longRuns, {
    bare: () => measure([BARE, large], env),
    large: preview(large),
    small: preview(small),
  });
  const row = (name: string, count: number, runs: readonly Usage[]) => [
    name,
    count.toLocaleString('en'),
    spread(seconds(runs), 2),
    spread(peaks(runs), 0),
  ];
  printTable(
    `Preview (10 columns), ${longRuns} runs each`,
    ['what', 'rows', 'seconds', 'peak MB'],
    [
      row('bare csv-parse, `columns: true`', rows, usage.bare),
      row('`zoom-provision preview`', rows, usage.large),
      row('`zoom-provision preview`', rows / 10, usage.small),
      ['preview / bare csv-parse', '', spread(ratios(seconds(usage.large), seconds(usage.bare)), 2), ''],
      ['ten times the rows', '', '', `× ${spread(ratios(peaks(usage.large), peaks(usage.small)), 2)}`],
    ],
  );
}

function seconds(runs: readonly Usage[]): number[] {
  return runs.map(({ wallMs }) => wallMs / 1000);
}

function peaks(runs: readonly Usage[]): number[] {
  return runs.map(({ maxRssMb }) => maxRssMb);
}
