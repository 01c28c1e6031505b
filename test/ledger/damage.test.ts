import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Random } from '../chaos/random.ts';
import { tryDamage } from '../support/damage-ledger.ts';
import { folderWith } from '../support/folder.ts';
import { makeLedgers } from '../support/ledgers-to-damage.ts';

/** More of them, when a number is given: `TRIALS=2000 npx vitest run test/ledger/damage.test.ts`. */
const TRIALS = Number(process.env.TRIALS ?? 25);

describe('a ledger that is damaged somewhere', () => {
  it.each([
    ['ledger.db', 'closed'],
    ['ledger.db-wal', 'killed'],
    ['ledger.db', 'killed'],
  ] as const)(
    'says so or tells the truth, wherever it hits %s of one that was %s',
    async (name, how) => {
      const folder = folderWith();
      const { truth, ...folders } = await makeLedgers(folder);
      const lies: string[] = [];
      let harmless = 0;
      for (let seed = 1; seed <= TRIALS; seed++) {
        const copy = path.join(folder, `trial-${how}-${seed}`);
        const trial = await tryDamage(folders[how], copy, name, truth, new Random(seed));
        lies.push(...trial.lies.map((lie) => `seed ${seed}: ${lie}`));
        if (trial.sawNothing) harmless++;
      }
      expect(lies).toEqual([]);
      // Else nothing was damaged at all.
      expect(harmless).toBeLessThan(TRIALS);
    },
    600_000,
  );
});
