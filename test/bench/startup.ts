import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { measure, measureInTurn } from './measure.ts';
import type { Sizes } from './sizes.ts';
import { median, printTable, spread } from './table.ts';

const BIN = new URL('../../src/bin.js', import.meta.url).pathname;

/** How long it takes until there is something to see, against a Node that does nothing. */
export async function benchStartup({ runs }: Sizes): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zoom-provision-bench-'));
  const file = path.join(folder, 'ten.csv');
  const rows = Array.from({ length: 10 }, (_, i) => `update,user${i}@bench.example,Sales`);
  writeFileSync(file, ['action,email,dept', ...rows, ''].join('\n'));
  const env = { NODE_COMPILE_CACHE: path.join(folder, 'cache') };
  try {
    const preview = () => measure([BIN, 'preview', file, '--out', path.join(folder, 'out')], env);
    const version = () => measure([BIN, '--version'], env);
    await Promise.all([version(), preview()]);
    const usage = await measureInTurn(runs * 2, { node: () => measure(['-e', '0'], env), version, preview });
    const base = median(usage.node.map(({ wallMs }) => wallMs));
    printTable(
      'Start-up, in ms of wall clock (the compile cache is warm)',
      ['what', 'ms', 'more than `node -e 0`'],
      (['node', 'version', 'preview'] as const).map((name) => [
        {
          node: '`node -e 0`',
          version: '`zoom-provision --version`',
          preview: '`zoom-provision preview`, ten rows',
        }[name],
        spread(
          usage[name].map(({ wallMs }) => wallMs),
          0,
        ),
        (median(usage[name].map(({ wallMs }) => wallMs)) - base).toFixed(0),
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
