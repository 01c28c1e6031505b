import type { Random } from '../random.ts';
import type { Stage } from '../stage.ts';

/** From its n-th write on nothing of a session gets onto its disk: the ledger's, that of everything else, or the only one. */
export type FullDisk = { readonly of: 'ledger' | 'files' | 'everything'; readonly at: number };

/** Said by the process on whose disk something could not be written. */
const WAS_FULL = 'chaos: the disk was full';

export function planFullDisk(random: Random): FullDisk {
  return {
    of: random.pick(['ledger', 'files', 'everything']),
    // In every phase: there are about forty writes before the first row is sent, and some for each row.
    at: random.between(1, random.pick([40, 100, 300])),
  };
}

/** The environment of the session's process. */
export function fullDiskEnv(fullDisk: FullDisk, { folder }: Stage): Record<string, string> {
  return {
    NODE_OPTIONS: `--import=${new URL('./full-disk-machine.ts', import.meta.url).href}`,
    CHAOS_FULL_DISK: JSON.stringify({ ...fullDisk, folder, said: WAS_FULL }),
  };
}

export function noteFullDisk(stderr: string, { counts }: Stage): void {
  if (stderr.includes(WAS_FULL)) counts.fullDisks++;
}
