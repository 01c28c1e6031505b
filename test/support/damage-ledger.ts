import { cpSync } from 'node:fs';
import path from 'node:path';
import type { Ledger } from '../../src/core/ledger.ts';
import type { ResultRow } from '../../src/core/result-row.ts';
import { UsageError } from '../../src/core/usage-error.ts';
import { ledgerFile } from '../../src/ledger/sqlite/open-database.ts';
import { openSqliteLedger } from '../../src/ledger/sqlite/open-sqlite-ledger.ts';
import type { Random } from '../chaos/random.ts';
import { damageFile } from './damage-file.ts';

/** What a ledger says, where nothing is damaged. */
export type Truth = {
  readonly runs: readonly { readonly id: string; readonly rows: readonly ResultRow[] }[];
  readonly used: number;
};

export const QUOTA = { account: 'acme', day: '2026-11-22', kind: 'create' } as const;

export async function truthOf(ledger: Ledger): Promise<Truth> {
  const runs = [];
  for (const run of await ledger.runs()) {
    runs.push({ id: run.id, rows: (await Array.fromAsync(ledger.results(run))).flat() });
  }
  const { used } = await ledger.quotaDay(QUOTA.account, QUOTA.day, QUOTA.kind);
  return { runs, used };
}

export type Trial = {
  /** Nothing could be seen of the damage: it hit what means nothing. */
  readonly sawNothing: boolean;
  /** What the ledger says that is not so, without saying that it is damaged; empty when it is honest. */
  readonly lies: readonly string[];
};

/**
 * Damages a copy of a ledger and asks it for everything.
 * @param folder of the ledger, which nobody has open
 * @param copy a folder that is not there yet
 */
export async function tryDamage(
  folder: string,
  copy: string,
  name: 'ledger.db' | 'ledger.db-wal',
  truth: Truth,
  random: Random,
): Promise<Trial> {
  cpSync(folder, copy, { recursive: true });
  const done = damageFile(path.join(copy, name), random);
  const lies: string[] = [];
  let hasSaid = false;
  const honestly = async (what: string, work: () => Promise<string[]>) => {
    try {
      lies.push(...(await work()).map((lie) => `${name}, ${done}: ${what}: ${lie}`));
    } catch (error) {
      if (error instanceof UsageError) hasSaid = true;
      else lies.push(`${name}, ${done}: ${what}: ${error instanceof Error ? error.stack : error}`);
    }
  };
  await honestly('open', async () => {
    const ledger = await openSqliteLedger(copy);
    try {
      for (const run of truth.runs) {
        await honestly(run.id, async () => {
          const told = await liesAbout(ledger, run);
          hasSaid ||= told.hasSaid;
          return told.lies;
        });
      }
      await honestly('quota', async () => {
        const { used, damaged } = await ledger.quotaDay(QUOTA.account, QUOTA.day, QUOTA.kind);
        hasSaid ||= damaged === true;
        // What is not known any more after a crash, Zoom says.
        return damaged || used === truth.used || name === 'ledger.db-wal'
          ? []
          : [`used ${used} of ${truth.used}`];
      });
      await honestly('resume', () => takeUp(ledger));
    } finally {
      await ledger.close();
    }
    return [];
  });
  await honestly('check', async () => {
    const ledger = await openSqliteLedger(copy, { evenDamaged: true });
    const faults = await ledger.faults();
    await ledger.close();
    return hasSaid && faults.length === 0 && name === 'ledger.db' ? ['finds nothing'] : [];
  });
  return { sawNothing: !hasSaid && lies.length === 0, lies };
}

async function liesAbout(
  ledger: Ledger,
  { id, rows }: Truth['runs'][number],
): Promise<{ readonly hasSaid: boolean; readonly lies: string[] }> {
  const run = await ledger.findRun(id);
  if (!run) {
    const hasSaid = (await ledger.damagedRuns()).length > 0;
    return { hasSaid, lies: hasSaid ? [] : ['is not there'] };
  }
  const said = (await Array.fromAsync(ledger.results(run))).flat();
  const doubtful = said.filter(({ outcome }) => outcome === 'unknown');
  const wrong = said.filter((row) => {
    const true_ = rows.find(({ line }) => line === row.line);
    return row.outcome !== 'unknown' && JSON.stringify(row) !== JSON.stringify(true_);
  });
  const lies = wrong.map((row) => `says ${JSON.stringify(row)}`);
  if (said.length !== rows.length) lies.push(`has ${said.length} rows`);
  return { hasSaid: doubtful.some(({ reason }) => reason?.kind === 'damagedRecord'), lies };
}

/** As `resume` does with the newest run, up to where it would send. */
async function takeUp(ledger: Ledger): Promise<string[]> {
  const [run] = await ledger.runs();
  const held = run && (await ledger.hold(run.account));
  if (!held) return run ? ['is held'] : [];
  try {
    const rows = held.rows(run);
    await rows.verify();
    await rows.count();
    await rows.between(0, Number.MAX_SAFE_INTEGER);
    await held.beginRun(run);
  } finally {
    await held.release();
  }
  return [];
}

/** The ledger's files as they are while it is open: as if its process had been killed. */
export function copyAsKilled(folder: string, to: string): void {
  for (const suffix of ['', '-wal']) {
    cpSync(`${ledgerFile(folder)}${suffix}`, `${ledgerFile(to)}${suffix}`);
  }
  cpSync(path.join(folder, 'ledger.mark'), path.join(to, 'ledger.mark'));
}
