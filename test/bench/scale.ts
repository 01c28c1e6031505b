import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LEDGER_FILE, openDatabase } from '../../src/ledger/open-database.ts';
import { RowStore } from '../../src/ledger/row-store.ts';
import { listRuns } from '../../src/ledger/run-store.ts';
import { measure, type Usage } from './measure.ts';
import { type BenchServer, startServer } from './server.ts';
import { type Sizes, writeUpdates } from './sizes.ts';
import { printTable } from './table.ts';

const CLI = new URL('../../src/cli.ts', import.meta.url).pathname;
const OPTIONS = { plan: 'business', latencyMs: 40 } as const;

type Figures = { readonly firstCallMs: number; readonly maxRssMb: number };

/** A run of a large file up to its first calls, and its resume when all rows but a thousandth are settled. */
export async function benchResume({ rows }: Sizes): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zoom-provision-bench-'));
  const input = path.join(folder, 'input.csv');
  const [out, state] = [path.join(folder, 'out'), path.join(folder, 'state')];
  try {
    await writeUpdates(createWriteStream(input), rows);
    const preview = await measure([CLI, 'preview', input, '--out', out, '--state', state]);
    const run = await upToFirstCall(['run', input, '--plan', 'business', '--out', out, '--state', state]);
    const bytes = statSync(path.join(state, LEDGER_FILE)).size;
    settleAllBut(state, rows / 1000);
    const resume = await upToFirstCall(['resume', '--state', state]);
    const row = (what: string, ms: number, maxRssMb: number) => [
      what,
      (ms / 1000).toFixed(1),
      (ms / preview.wallMs).toFixed(2),
      maxRssMb.toFixed(0),
    ];
    printTable(
      `${rows.toLocaleString('en')} rows, one run each; the ledger takes ${(bytes / rows).toFixed(0)} bytes a row`,
      ['what', 'seconds', 'of the preview', 'peak MB'],
      [
        row('preview, whole', preview.wallMs, preview.maxRssMb),
        row('run, until its first call; stopped then', run.firstCallMs, run.maxRssMb),
        row('resume with 99.9 % settled, likewise', resume.firstCallMs, resume.maxRssMb),
      ],
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Interrupts a command once its first call has arrived; the report is written then. */
async function upToFirstCall(args: readonly string[]): Promise<Figures> {
  const server = await startServer({ options: OPTIONS, users: 0 });
  try {
    const startedAt = Date.now();
    const stopped = new AbortController();
    const usage: Promise<Usage> = measure([CLI, ...args], server.env, stopped.signal);
    const firstAt = await firstCall(server, usage);
    stopped.abort();
    return { firstCallMs: firstAt - startedAt, maxRssMb: (await usage).maxRssMb };
  } finally {
    await server.close();
  }
}

async function firstCall(server: BenchServer, usage: Promise<Usage>): Promise<number> {
  let ended = false;
  usage.finally(() => {
    ended = true;
  });
  for (;;) {
    const { calls, firstAt } = await server.report();
    if (calls > 0) return firstAt;
    if (ended) throw new Error('the command ended without a call');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** As if the run had gone on: each row has an outcome, but for the last ones. */
function settleAllBut(folder: string, left: number): void {
  const database = openDatabase(folder);
  const [record] = listRuns(database);
  if (!record) throw new Error('the run is not in the ledger');
  const rows = new RowStore(database, record.number);
  const lines = rows.count().rows;
  database.exec('BEGIN');
  for (let line = 2; line < 2 + lines - left; line++) {
    rows.finish({
      line,
      outcome: 'updated',
      httpStatus: 204,
      zoomCode: undefined,
      message: '',
      attempts: 1,
      userId: '',
      trackingId: `v=2.0;clid=us02;rid=WEB_${line}`,
      startedAt: record.startedAt,
      finishedAt: record.startedAt,
      heldBack: false,
      afterLine: undefined,
    });
  }
  database.exec('COMMIT');
  database.close();
}
