import { parseArgs } from 'node:util';
import { benchCompare } from './compare.ts';
import { benchConnections } from './connections.ts';
import { benchNightly } from './nightly.ts';
import { benchPace } from './pace.ts';
import { benchPreview } from './preview.ts';
import { benchRun } from './run.ts';
import { benchScale } from './scale.ts';
import { benchShapes } from './shapes.ts';
import { FULL, QUICK, type Sizes } from './sizes.ts';
import { benchStartup } from './startup.ts';
import { benchUnsteady } from './unsteady.ts';

// npm run bench -- [part …] [--quick] [--runs <n>] [--busy] [--case <part of a name>]: prints what was measured as Markdown tables. Asserts nothing.
const PARTS: Readonly<Record<string, (sizes: Sizes) => Promise<void>>> = {
  startup: benchStartup,
  preview: benchPreview,
  run: benchRun,
  connections: benchConnections,
  scale: benchScale,
  compare: benchCompare,
  shapes: benchShapes,
  pace: benchPace,
  unsteady: benchUnsteady,
  nightly: benchNightly,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean' },
    runs: { type: 'string' },
    busy: { type: 'boolean' },
    case: { type: 'string' },
  },
});
const unknown = positionals.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no part ${unknown.join(', ')}; the parts are ${Object.keys(PARTS).join(', ')}.\n`,
  );
  process.exitCode = 2;
} else {
  const sizes = values.quick ? QUICK : FULL;
  const asked = {
    busy: values.busy ?? false,
    cases: values.case ?? '',
    ...(values.runs && { longRuns: Number(values.runs) }),
  };
  for (const [name, bench] of Object.entries(PARTS)) {
    if (positionals.length === 0 || positionals.includes(name)) await bench({ ...sizes, ...asked });
  }
}
