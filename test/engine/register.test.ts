import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../../src/actions/index.ts';
import type { CheckedRow } from '../../src/core/task.ts';
import { Protection } from '../../src/engine/protection.ts';
import { register } from '../../src/engine/register.ts';
import { Stop, Stopped } from '../../src/engine/stop.ts';
import { DIGESTER } from '../support/digester.ts';
import { makeEngine, sourceOf, task, taskRow } from '../support/engine-rig.ts';

describe('the first pass', () => {
  it('puts every row on record: to be done, invalid or protected', async () => {
    const { rows, results } = await makeEngine({ tasks: [] });
    const problems = [{ column: 'type', message: 'empty; write 1' }, { message: 'too many cells' }];
    const invalid: CheckedRow = { kind: 'invalid', line: 4, action: '', user: 'c@x.org', problems };
    const input = [
      taskRow(task(2, 'create', 'a@x.org')),
      taskRow(task(3, 'deactivate', 'Boss@x.org')),
      invalid,
      taskRow(task(7, 'update', 'id-boss')),
    ];
    const totals = await register(sourceOf(input, 2), rows, {
      actions: ACTIONS,
      onExists: 'fail',
      digester: DIGESTER,
      protection: new Protection(['boss@*']),
      signal: new Stop().signal,
    });
    expect([totals.rows, totals.invalid, totals.protectedRows]).toEqual([4, 1, 1]);
    const seen = (await results()).map(({ line, action, user, outcome }) => [line, action, user, outcome]);
    expect(seen).toEqual([
      [2, 'create', 'a@x.org', 'not_attempted'],
      [3, 'deactivate', 'Boss@x.org', 'skipped'],
      [4, '', 'c@x.org', 'invalid'],
      [7, 'update', 'id-boss', 'not_attempted'],
    ]);
    const states = (await rows.between(0, 9)).map(({ line, state, reason }) => [line, state, reason]);
    expect(states).toEqual([
      [2, 'pending', undefined],
      [3, 'done', { kind: 'protected', pattern: 'boss@*' }],
      [4, 'done', { kind: 'invalid', problems }],
      [7, 'pending', undefined],
    ]);
  });

  it('ends when the run is stopped', async () => {
    const { rows, counts } = await makeEngine({ tasks: [] });
    const stop = new Stop();
    const source = {
      async *rows() {
        yield [taskRow(task(2, 'create', 'a@x.org'))];
        stop.stop({ kind: 'signal', signal: 'SIGINT' });
        yield [taskRow(task(3, 'create', 'b@x.org'))];
      },
    };
    const options = {
      actions: ACTIONS,
      onExists: 'fail' as const,
      digester: DIGESTER,
      protection: new Protection([]),
      signal: stop.signal,
    };
    await expect(register(source, rows, options)).rejects.toBeInstanceOf(Stopped);
    expect((await counts()).rows).toBe(1);
  });
});
