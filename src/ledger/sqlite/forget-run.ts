import type { DatabaseSync } from 'node:sqlite';
import type { Fence } from './fence.ts';
import { inSteps, makeSmaller } from './make-smaller.ts';
import { SealedEntries } from './sealed-entries.ts';

/** Rows that go together: some milliseconds each. */
const ROWS = 1_000;

/**
 * Forgets a run with all its rows, some at a time, so that other runs can write in between, and makes the file smaller. From
 * the first step on the run is not there any more for anybody, whatever becomes of this process.
 * @returns whether it had got past its checks
 */
export async function forgetRun(database: DatabaseSync, number: number, fence: Fence): Promise<boolean> {
  const runs = new SealedEntries(database, 'runs');
  const hadBegun = fence.write(() => {
    const entry = runs.find(number);
    if (entry) runs.put({ ...entry, forgotten: 1 });
    return entry !== undefined && entry.status !== 'checking';
  });
  const rows = database.prepare(
    'DELETE FROM rows WHERE run = ?1 AND line IN (SELECT line FROM rows WHERE run = ?1 ORDER BY line LIMIT ?2)',
  );
  await inSteps(() => fence.writeSoon(() => rows.run(number, ROWS).changes) === ROWS);
  fence.write(() => database.prepare('DELETE FROM runs WHERE number = ?').run(number));
  await makeSmaller(database, fence);
  return hadBegun;
}
