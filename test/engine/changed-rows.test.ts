import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/core/events.ts';
import type { CheckedRow, Task } from '../../src/core/task.ts';
import { UsageError } from '../../src/core/usage-error.ts';
import type { RowSource } from '../../src/engine/register.ts';
import { surveyRows } from '../../src/engine/survey-rows.ts';
import { rowDigester } from '../../src/input/rows/row-digester.ts';
import { DIGESTER } from '../support/digester.ts';
import { makeEngine, sourceOf, task, taskRow } from '../support/engine-rig.ts';
import { OK } from '../support/fake-zoom.ts';
import { finishedRow } from '../support/ledger-rig.ts';

const dept = (line: number, name = `Dept ${line}`) =>
  task(line, 'update', `u${line}@x.org`, { fields: { dept: name } });

const TASKS = [2, 3, 4, 5, 6].map((line) => dept(line));

/** What is read before the change, and after it. */
function changing(before: readonly CheckedRow[], after: readonly CheckedRow[], end?: Error): RowSource {
  return {
    async *rows(_signal, onChange) {
      if (before.length > 0) yield before;
      onChange?.('content');
      if (after.length > 0) yield after;
      if (end) throw end;
    },
  };
}

const rowsOf = (...tasks: readonly Task[]) => tasks.map(taskRow);
const FIRST = rowsOf(...TASKS.slice(0, 2));
const INVALID: CheckedRow = { kind: 'invalid', line: 4, action: 'update', user: 'u4@x.org', problems: [] };
const SENT = ['2 updated', '3 updated'];

describe('an input that is changed while it is run', () => {
  it.each<[string, readonly CheckedRow[], readonly string[]]>([
    ['another user', rowsOf(task(4, 'update', 'other@x.org'), dept(5), dept(6)), ['5 updated', '6 updated']],
    [
      'another action',
      rowsOf(task(4, 'deactivate', 'u4@x.org'), dept(5), dept(6)),
      ['5 updated', '6 updated'],
    ],
    ['another cell', rowsOf(dept(4, 'Dep'), dept(5), dept(6)), ['5 updated', '6 updated']],
    ['a row that is invalid now', [INVALID, ...rowsOf(dept(5), dept(6))], ['5 updated', '6 updated']],
    ['a blank line', rowsOf(dept(5), dept(6)), ['5 updated', '6 updated']],
    [
      'a line more',
      rowsOf(task(4, 'update', 'new@x.org'), { ...dept(4), line: 5 }, { ...dept(5), line: 6 }),
      ['5 not_attempted', '6 not_attempted'],
    ],
    ['its last rows no more', [], ['5 not_attempted', '6 not_attempted']],
  ])('has its other rows sent when it has %s', async (_, after, outcomes) => {
    const engine = await makeEngine({ tasks: TASKS });
    const left = await engine.run(changing(FIRST, after));
    expect(await engine.outcomes()).toEqual([...SENT, '4 not_attempted', ...outcomes]);
    const rows = 1 + outcomes.filter((outcome) => outcome.endsWith('not_attempted')).length;
    const firstLines = [4, 5, 6].slice(0, rows);
    const endsEarly = after.length === 0 && { endsEarly: true };
    expect(left).toEqual({ kind: 'inputChanged', rows, firstLines, ...endsEarly });
    expect(engine.zoom.sent.map(({ user }) => user)).not.toContain('u4@x.org');
    expect(engine.stop.reason).toBeUndefined();
  });

  it('is told of once, and each row that is left says why', async () => {
    const engine = await makeEngine({ tasks: TASKS });
    const added = { ...dept(4, 'computed'), added: ['dept'] };
    await engine.run(changing(FIRST, rowsOf(added, dept(5), dept(6, 'Dep'))));
    const reason = { kind: 'inputChanged', what: 'row' };
    expect(await engine.reasons()).toEqual([
      undefined,
      undefined,
      { ...reason, isMadeUp: true },
      undefined,
      reason,
    ]);
    const told = engine.events.filter((event: RunEvent) => event.type === 'notice');
    expect(told).toEqual([{ type: 'notice', notice: { kind: 'inputChanged', change: 'content' } }]);
    const said = engine.events.flatMap((event) => (event.type === 'row' ? event.result.line : []));
    expect(said.sort()).toEqual([2, 3, 4, 5, 6]);
  });

  it('that only grew has all its rows sent', async () => {
    const engine = await makeEngine({ tasks: TASKS });
    const left = await engine.run({
      async *rows(_signal, onChange) {
        yield rowsOf(...TASKS);
        onChange?.('longer');
      },
    });
    expect(left).toBeUndefined();
    expect(engine.events).toContainEqual({
      type: 'notice',
      notice: { kind: 'inputChanged', change: 'longer' },
    });
  });

  it('is at its end where it cannot be read as a table any more', async () => {
    const engine = await makeEngine({ tasks: TASKS });
    const left = await engine.run(changing(FIRST, rowsOf(dept(4)), new UsageError('no table')));
    expect(left).toEqual({ kind: 'inputChanged', rows: 2, firstLines: [5, 6], endsEarly: true });
  });

  it('names the first five rows of many', async () => {
    const engine = await makeEngine({ tasks: Array.from({ length: 1_500 }, (_, at) => dept(at + 2)) });
    const left = await engine.run(changing([], rowsOf(dept(1_400))));
    expect(left).toMatchObject({ rows: 1_499, firstLines: [2, 3, 4, 5, 6] });
    expect(engine.zoom.asked).toEqual(['updateUser u1400@x.org']);
  });

  it('has a password sent only when it is the one that was checked', async () => {
    const withPassword = (line: number, password: string) =>
      task(line, 'password', `u${line}@x.org`, { fields: { password } });
    const engine = await makeEngine({ tasks: [withPassword(2, 'Secret#2'), withPassword(3, 'Secret#3')] });
    await engine.run(changing([], rowsOf(withPassword(2, 'Secret#9'), withPassword(3, 'Secret#3'))));
    expect(await engine.outcomes()).toEqual(['2 not_attempted', '3 password_set']);
    expect((await engine.reasons())[0]).toEqual({ kind: 'inputChanged', what: 'password' });
  });

  it('keeps later rows of a user behind one that is left, until the input has that again', async () => {
    const tasks = [dept(2), task(3, 'deactivate', 'u2@x.org'), dept(4)];
    const engine = await makeEngine({ tasks });
    await engine.run(changing([], rowsOf(dept(2, 'Dep'), ...tasks.slice(1))));
    expect(await engine.outcomes()).toEqual(['2 not_attempted', '3 skipped', '4 updated']);
    await engine.session().run();
    expect(await engine.outcomes()).toEqual(['2 updated', '3 deactivated', '4 updated']);
    expect(engine.zoom.asked).toEqual(['updateUser u4@x.org', 'updateUser u2@x.org', 'setStatus u2@x.org']);
  });

  it('leaves what an earlier session left in doubt as it is', async () => {
    const engine = await makeEngine({ tasks: [dept(2), task(3, 'deactivate', 'u2@x.org')] });
    await engine.rows.start(2, 1, 7);
    const left = await engine.run(changing([], rowsOf(dept(2, 'Dep'), task(3, 'deactivate', 'u2@x.org'))));
    expect(left).toMatchObject({ rows: 1, firstLines: [2] });
    expect(await engine.outcomes()).toEqual(['2 unknown', '3 skipped']);
    expect(await engine.rows.get(2)).toMatchObject({ state: 'started', attempts: 1, startedAt: 7 });
    expect(engine.zoom.sent).toEqual([]);
  });

  it('has what waits for an invitation sent as the ledger keeps it', async () => {
    let status = 'pending';
    const engine = await makeEngine({
      tasks: [task(2, 'create', 'a@x.org', { fields: { type: 1, dept: 'first' } })],
      answer: (request) =>
        request.endpoint === 'getUser' ? { status: 200, body: { id: 'id-a', status } } : OK(request),
    });
    await engine.run();
    status = 'active';
    const left = await engine.session().run(changing([], rowsOf(dept(2, 'second'))));
    expect(left).toBeUndefined();
    const updates = engine.zoom.sent.filter(({ endpoint }) => endpoint === 'updateUser');
    expect(updates.map(({ body }) => body?.dept)).toEqual(['first']);
  });

  it('does not have an invalid row sent that somebody has corrected', async () => {
    const engine = await makeEngine({ tasks: [dept(2)] });
    await engine.rows.insert([{ line: 4, action: 'update', user: 'u4@x.org', outcome: 'invalid' }]);
    expect(await engine.run(changing([], rowsOf(dept(2), dept(4))))).toBeUndefined();
    expect(await engine.outcomes()).toEqual(['2 updated', '4 invalid']);
  });

  it('has no row sent of a run whose rows have no digests', async () => {
    const engine = await makeEngine({ tasks: [] });
    await engine.rows.insert([{ line: 2, action: 'update', user: 'u2@x.org' }]);
    await engine.run(changing([], rowsOf(dept(2))));
    expect(engine.zoom.sent).toEqual([]);
  });
});

describe('an input whose bytes are the same', () => {
  it('has rows sent that the job makes up anew each time', async () => {
    const engine = await makeEngine({ tasks: [dept(2, 'random 1')] });
    await engine.run(sourceOf(rowsOf(dept(2, 'random 2'))));
    expect(engine.zoom.sent.map(({ body }) => body?.dept)).toEqual(['random 2']);
  });

  it('has no row sent under the record of another user, whatever the job computes', async () => {
    const engine = await makeEngine({ tasks: [dept(2)] });
    const left = await engine.run(sourceOf(rowsOf(task(2, 'update', 'random@x.org', { added: ['email'] }))));
    expect(left).toEqual({ kind: 'inputChanged', rows: 1, firstLines: [2] });
    expect(engine.zoom.sent).toEqual([]);
  });
});

describe('another input than a run began with', () => {
  it('is looked through for what it has of the run', async () => {
    const engine = await makeEngine({ tasks: TASKS });
    await engine.rows.insert([{ line: 7, action: 'update', user: 'u7@x.org', outcome: 'invalid' }]);
    await engine.rows.finish(finishedRow({ outcome: 'updated' }));
    const other = sourceOf(rowsOf(dept(3), dept(4, 'Dep'), dept(5), dept(7), dept(8)), 2);
    const { signal } = new AbortController();
    expect(await surveyRows(other, engine.rows, DIGESTER, { signal, most: 9 })).toEqual({
      unchanged: 2,
      corrected: 1,
      added: 1,
      left: 2,
      firstLeft: [4, 6],
    });
  });

  it('has its rows known again by another process, but for passwords', () => {
    const [one, other] = [rowDigester('salt'), rowDigester('salt')];
    const row = task(2, 'update', 'a@x.org', { fields: { dept: 'Sales' } });
    const secret = task(2, 'password', 'a@x.org', { fields: { password: 'Secret#1' } });
    expect(other.compare(row, one.digest(row))).toBe('same');
    expect(other.compare(secret, one.digest(secret))).toBe('otherSecret');
  });
});
