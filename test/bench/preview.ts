import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { measure, measureInTurn } from './measure.ts';
import { type Sizes, writeUpdates } from './sizes.ts';
import { median, printTable, spread } from './table.ts';

const CLI = new URL('../../src/cli.ts', import.meta.url).pathname;
const BARE = new URL('./bare-parse.ts', import.meta.url).pathname;

/** Preview of a large file against bare csv-parse, and whether its memory grows with the file. */
export async function benchPreview({ rows, runs }: Sizes): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zoom-provision-bench-'));
  const [large, small] = [path.join(folder, 'large.csv'), path.join(folder, 'small.csv')];
  try {
    await writeUpdates(createWriteStream(large), rows);
    await writeUpdates(createWriteStream(small), rows / 10);
    const preview = (file: string) => () =>
      measure([
        CLI,
        'preview',
        file,
        '--out',
        path.join(folder, 'out'),
        '--state',
        path.join(folder, 'state'),
      ]);
    const usage = await measureInTurn(Math.min(runs, 3), {
      bare: () => measure([BARE, large]),
      large: preview(large),
      small: preview(small),
    });
    const ratio = usage.large.map(({ wallMs }, at) => wallMs / (usage.bare[at]?.wallMs ?? Number.NaN));
    const growth =
      median(usage.large.map(({ maxRssMb }) => maxRssMb)) /
      median(usage.small.map(({ maxRssMb }) => maxRssMb));
    const row = (name: string, of: keyof typeof usage, count: number) => [
      name,
      count.toLocaleString('en'),
      spread(usage[of].map(({ wallMs }) => wallMs / 1000)),
      spread(
        usage[of].map(({ maxRssMb }) => maxRssMb),
        0,
      ),
    ];
    printTable(
      'Preview (10 columns); seconds and MB, median and spread',
      ['what', 'rows', 'seconds', 'peak MB'],
      [
        row('bare csv-parse, `columns: true`', 'bare', rows),
        row('`zoom-provision preview`', 'large', rows),
        row('`zoom-provision preview`', 'small', rows / 10),
        ['preview / bare csv-parse, time', '', `${spread(ratio, 2)}`, ''],
        ['ten times the rows, memory', '', '', `× ${growth.toFixed(2)}`],
      ],
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
