import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../../src/actions/index.ts';
import type { CheckedRow } from '../../src/core/task.ts';
import { Protection } from '../../src/engine/protection.ts';
import { register } from '../../src/engine/register.ts';
import { Stop, Stopped } from '../../src/engine/stop.ts';
import { RowStore } from '../../src/ledger/sqlite/row-store.ts';
import { sourceOf, task, taskRow } from '../support/engine-rig.ts';
import { addRun, openLedger } from '../support/ledger-rig.ts';

function makeRows(): RowStore {
  const database = openLedger();
  return new RowStore(database, addRun(database).number);
}

describe('register', () => {
  it('puts every row on record: to be done, invalid or protected', async () => {
    const rows = makeRows();
    const invalid: CheckedRow = {
      kind: 'invalid',
      line: 4,
      action: '',
      user: 'c@x.org',
      problems: [{ column: 'type', message: 'empty; write 1' }, { message: 'too many cells' }],
    };
    const input = [
      taskRow(task(2, 'create', 'a@x.org')),
      taskRow(task(3, 'deactivate', 'Boss@x.org')),
      invalid,
      taskRow(task(7, 'update', 'id-boss')),
    ];
    const protection = new Protection(['boss@*', '*']);
    const totals = await register(sourceOf(input, 2), rows, {
      actions: ACTIONS,
      protection: new Protection(['boss@*']),
      signal: new Stop().signal,
    });
    expect([totals.rows, totals.invalid, totals.protectedRows, protection.isEmpty]).toEqual([4, 1, 1, false]);
    const results = [...rows.results('to be done')];
    expect(
      results.map(({ line, action, user, outcome, message }) => [line, action, user, outcome, message]),
    ).toEqual([
      [2, 'create', 'a@x.org', 'not_attempted', 'to be done'],
      [3, 'deactivate', 'Boss@x.org', 'skipped', 'protected by --protect boss@*'],
      [4, '', 'c@x.org', 'invalid', 'type: empty; write 1; too many cells'],
      [7, 'update', 'id-boss', 'not_attempted', 'to be done'],
    ]);
    expect(rows.get(2)?.state).toBe('pending');
    expect(rows.get(3)?.state).toBe('done');
  });

  it('ends when the run is stopped', async () => {
    const rows = makeRows();
    const stop = new Stop();
    const source = {
      async *rows() {
        yield [taskRow(task(2, 'create', 'a@x.org'))];
        stop.stop({ kind: 'signal', signal: 'SIGINT' });
        yield [taskRow(task(3, 'create', 'b@x.org'))];
      },
    };
    const options = { actions: ACTIONS, protection: new Protection([]), signal: stop.signal };
    await expect(register(source, rows, options)).rejects.toBeInstanceOf(Stopped);
    expect(rows.count().rows).toBe(1);
  });
});
