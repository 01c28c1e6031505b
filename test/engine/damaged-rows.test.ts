import { expect, it } from 'vitest';
import type { RowLedger } from '../../src/core/ledger.ts';
import type { RowState } from '../../src/core/ledger-records.ts';
import { ZoomError } from '../../src/core/zoom-error.ts';
import { AT, makeEngine, task } from '../support/engine-rig.ts';
import { failing } from '../support/fake-zoom.ts';

/** What a ledger does in which the records of these lines are damaged, until they are restored. */
function damaged(rows: RowLedger, ...lines: readonly number[]): Partial<RowLedger> {
  const left = new Set(lines);
  const toDamaged = (state: RowState): RowState =>
    left.has(state.line)
      ? { ...state, state: 'started', outcome: undefined, attempts: 0, startedAt: AT, isDamaged: true }
      : state;
  return {
    between: async (first, last) => (await rows.between(first, last)).map(toDamaged),
    allPerformed: async (first, last, count) =>
      !lines.some((line) => line >= first && line <= last) && rows.allPerformed(first, last, count),
    restore: async (row, at, zoomAt) => {
      left.delete(row.line);
      await rows.restore(row, at, zoomAt);
    },
  };
}

/** The `dept` of what is sent when a run goes on in which these lines of rows of these users are damaged. */
async function sentAgain(users: readonly string[], ...lines: readonly number[]): Promise<unknown[]> {
  const tasks = users.map((user, at) =>
    task(at + 2, 'update', `${user}@x.org`, { fields: { dept: `${at + 2}` } }),
  );
  const rowsDo: Partial<RowLedger> = {};
  const engine = await makeEngine({ tasks, rowsDo });
  await engine.run();
  const before = engine.zoom.sent.length;
  Object.assign(rowsDo, damaged(engine.rows, ...lines));
  await engine.session().run();
  return engine.zoom.sent.slice(before).map(({ body }) => body?.dept);
}

it.each([
  ['is sent again, when nothing tells what came of it', ['a', 'b'], [2], ['2']],
  ['is sent again after what earlier rows of its user did', ['a', 'a', 'b'], [3], ['3']],
  ['comes after all others', ['a', 'b', 'c', 'd'], [4, 3], ['3', '4']],
  ['is left alone once a later row of its user went through', ['a', 'a'], [2], []],
  [
    'is left alone also where that row is among many that are passed over',
    ['a', 'b', 'c', 'd', 'e', 'a'],
    [2],
    [],
  ],
  ['is left alone when another of its user is damaged, too', ['a', 'a', 'b'], [2, 3, 4], ['4']],
])('a row whose record is damaged %s', async (_, users, lines, sent) => {
  expect(await sentAgain(users, ...lines)).toEqual(sent);
});

it('a row of the same user waits for one whose record is damaged, and goes after it', async () => {
  const failures: Record<string, ZoomError> = {
    'updateUser a@x.org': new ZoomError({ kind: 'rateDaily', status: 429, message: 'tomorrow' }),
  };
  const tasks = [2, 3].map((line) => task(line, 'update', 'a@x.org', { fields: { dept: `${line}` } }));
  const rowsDo: Partial<RowLedger> = {};
  const engine = await makeEngine({ tasks, rowsDo, answer: (request) => failing(failures)(request) });
  await engine.run();
  delete failures['updateUser a@x.org'];
  engine.clock.now += 24 * 60 * 60 * 1000;
  Object.assign(rowsDo, damaged(engine.rows, 2));
  await engine.session().run();
  expect(await engine.outcomes()).toEqual(['2 updated', '3 skipped']);
  await engine.session().run();
  expect(await engine.outcomes()).toEqual(['2 updated', '3 updated']);
  expect(engine.zoom.sent.map(({ body }) => body?.dept)).toEqual(['2', '2', '3']);
});
