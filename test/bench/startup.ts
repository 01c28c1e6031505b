import { fileURLToPath } from 'node:url';
import { measure, measureAlternating } from './measure.ts';
import type { Sizes } from './sizes.ts';
import { printTable, spread } from './table.ts';
import { tempFolder } from './temp-folder.ts';
import { updates, writeInput } from './write-input.ts';

const BIN = fileURLToPath(new URL('../../src/bin.js', import.meta.url));

/** How long it takes until there is something to see, against a Node that does nothing. */
export async function benchStartup({ runs }: Sizes): Promise<void> {
  using folder = tempFolder();
  const file = folder.in('ten.csv');
  writeInput(file, updates(10));
  const env = { NODE_COMPILE_CACHE: folder.in('cache') };
  const preview = () => measure([BIN, 'preview', file, '--out', folder.in('out')], env);
  const version = () => measure([BIN, '--version'], env);
  await Promise.all([version(), preview()]);
  const usage = await measureAlternating(runs, { node: () => measure(['-e', '0'], env), version, preview });
  const row = (what: string, name: keyof typeof usage) => {
    const more = usage[name].map(({ wallMs }, at) => wallMs - (usage.node[at]?.wallMs ?? Number.NaN));
    return [
      what,
      spread(
        usage[name].map(({ wallMs }) => wallMs),
        0,
      ),
      name === 'node' ? '' : spread(more, 0),
    ];
  };
  printTable(
    `Start-up, in ms of wall clock (the compile cache is warm), ${runs} runs each`,
    ['what', 'ms', 'more than `node -e 0`'],
    [
      row('`node -e 0`', 'node'),
      row('`zoom-provision --version`', 'version'),
      row('`zoom-provision preview`, ten rows', 'preview'),
    ],
  );
}
