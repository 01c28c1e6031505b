import { parseArgs } from 'node:util';
import { benchCompare } from './compare.ts';
import { benchConnections } from './connections.ts';
import { benchNightly } from './nightly.ts';
import { benchPace } from './pace.ts';
import { benchPreview } from './preview.ts';
import { benchRun } from './run.ts';
import { benchScale } from './scale.ts';
import { FULL, QUICK, type Sizes } from './sizes.ts';
import { benchStartup } from './startup.ts';
import { benchUnsteady } from './unsteady.ts';

// npm run bench -- [part …] [--quick]: prints what was measured as Markdown tables. Asserts nothing.
const PARTS: Readonly<Record<string, (sizes: Sizes) => Promise<void>>> = {
  startup: benchStartup,
  preview: benchPreview,
  run: benchRun,
  connections: benchConnections,
  scale: benchScale,
  compare: benchCompare,
  pace: benchPace,
  unsteady: benchUnsteady,
  nightly: benchNightly,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean' } },
});
const unknown = positionals.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no part ${unknown.join(', ')}; the parts are ${Object.keys(PARTS).join(', ')}.\n`,
  );
  process.exitCode = 2;
} else {
  for (const [name, bench] of Object.entries(PARTS)) {
    if (positionals.length === 0 || positionals.includes(name)) await bench(values.quick ? QUICK : FULL);
  }
}
