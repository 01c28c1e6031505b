import { describe, expect, it } from 'vitest';
import type { CheckedRow, Task } from '../../src/core/task.ts';
import type { RowSource } from '../../src/engine/register.ts';
import { Random } from '../chaos/random.ts';
import { type EngineOptions, makeEngine, sourceOf, task, taskRow } from '../support/engine-rig.ts';
import { nameOf } from '../support/fake-zoom.ts';

const update = (line: number, user: number) =>
  task(line, 'update', `u${user}@x.org`, { fields: { dept: `${line}` } });
const password = (line: number, user: number) =>
  task(line, 'password', `u${user}@x.org`, { fields: { password: `Secret-${line}!` } });

/** More than a label takes ahead. */
const MANY = 2_600;

/** An engine whose Light calls wait for their permits until they are let go. */
async function makeHeld(tasks: readonly Task[], options: Partial<EngineOptions> = {}) {
  const engine = await makeEngine({ tasks, concurrency: 40, ...options });
  const { promise, resolve: letGo } = Promise.withResolvers<void>();
  engine.limiters.light.held = promise;
  return { ...engine, letGo, run: (from?: RowSource) => engine.run(from ?? read(tasks.map(taskRow))) };
}

const read = (rows: readonly CheckedRow[]): RowSource => sourceOf(rows, 500);

const until = async (what: () => boolean) => {
  while (!what()) await new Promise(setImmediate);
};

/** What was sent of each user, in order: the lines, which the bodies tell. */
function linesByUser(sent: readonly { readonly user?: string | undefined; readonly body?: unknown }[]) {
  const lines = new Map<string, number[]>();
  for (const { user = '', body } of sent) {
    const { dept, password: secret } = body as { dept?: string; password?: string };
    const line = Number(dept ?? secret?.replace(/\D/g, ''));
    lines.set(user, [...(lines.get(user) ?? []), line]);
  }
  return lines;
}

describe('rows of two labels, sorted by action,', () => {
  it('both go on at once, however many there are of the first', async () => {
    const tasks = [
      ...Array.from({ length: MANY }, (_, i) => update(i + 2, i)),
      ...Array.from({ length: 300 }, (_, i) => password(MANY + i + 2, MANY + i)),
    ];
    const { run, zoom, letGo, counts } = await makeHeld(tasks);
    const ended = run();
    await until(() => zoom.sent.length === 300);
    expect(new Set(zoom.sent.map(({ endpoint }) => endpoint))).toEqual(new Set(['setPassword']));
    letGo();
    await ended;
    expect(new Set(zoom.asked).size).toBe(tasks.length);
    expect(zoom.sent).toHaveLength(tasks.length);
    expect((await counts()).open).toBe(0);
  });

  it('wait for earlier ones of the same user, and for no others', async () => {
    const tasks = [
      ...Array.from({ length: MANY }, (_, i) => update(i + 2, i)),
      // The first is of a user whose row waits, the second of one whose row is parked.
      password(MANY + 2, 0),
      password(MANY + 3, MANY - 1),
      password(MANY + 4, MANY),
    ];
    const { run, zoom, letGo } = await makeHeld(tasks);
    const ended = run();
    await until(() => zoom.sent.length === 1);
    for (let i = 0; i < 50; i++) await new Promise(setImmediate);
    expect(zoom.sent.map(nameOf)).toEqual([`setPassword u${MANY}@x.org`]);
    letGo();
    await ended;
    const lines = linesByUser(zoom.sent);
    expect(lines.get('u0@x.org')).toEqual([2, MANY + 2]);
    expect(lines.get(`u${MANY - 1}@x.org`)).toEqual([MANY + 1, MANY + 3]);
  });
});

it('thousands of rows of one user hold up nobody behind them', async () => {
  const tasks = [
    ...Array.from({ length: MANY }, (_, i) => update(i + 2, 0)),
    ...Array.from({ length: 50 }, (_, i) => update(MANY + i + 2, i + 1)),
  ];
  const first = Promise.withResolvers<object>();
  const engine = await makeEngine({
    tasks,
    concurrency: 40,
    answer: ({ user }) => (user === 'u0@x.org' ? first.promise : {}),
  });
  const ended = engine.run(read(tasks.map(taskRow)));
  await until(() => engine.zoom.sent.length === 51);
  first.resolve({});
  await ended;
  expect(linesByUser(engine.zoom.sent).get('u0@x.org')).toEqual(tasks.slice(0, MANY).map(({ line }) => line));
  expect((await engine.counts()).open).toBe(0);
});

describe('rows that were parked', () => {
  it.each([1, 2])('are each sent once, those of a user in order, in any file (seed %d)', async (seed) => {
    const random = new Random(seed);
    const tasks = Array.from({ length: 6_000 }, (_, i) => {
      const make = random.chance(0.05) || i > 5_900 ? password : update;
      return make(i + 2, random.between(0, random.chance(0.3) ? 20 : 4_000));
    });
    const { run, zoom, letGo, outcomes } = await makeHeld(tasks);
    const ended = run();
    await until(() => zoom.sent.length > 50);
    for (let i = 0; i < 200; i++) await new Promise(setImmediate);
    letGo();
    await ended;
    const wanted = new Map<string, number[]>();
    for (const { user, line } of tasks) wanted.set(user, [...(wanted.get(user) ?? []), line]);
    expect(linesByUser(zoom.sent)).toEqual(wanted);
    expect((await outcomes()).filter((text) => !/updated|password_set/.test(text))).toEqual([]);
  });

  it('are left when the file does not have them any more by then', async () => {
    const tasks = [
      ...Array.from({ length: MANY }, (_, i) => update(i + 2, i)),
      password(MANY + 2, MANY),
      password(MANY + 3, MANY - 1),
    ];
    const { run, zoom, letGo, outcomes } = await makeHeld(tasks);
    let reading = 0;
    const changing: RowSource = {
      async *rows(signal, onChange) {
        const isSecond = reading++ > 0;
        for await (const batch of read(tasks.map(taskRow)).rows(signal)) {
          if (isSecond && batch.some(({ line }) => line > MANY)) onChange?.('content');
          yield batch.map((row) => (isSecond && row.line === MANY + 1 ? taskRow(update(row.line, 7)) : row));
        }
      },
    };
    const ended = run(changing);
    await until(() => zoom.sent.length === 1);
    letGo();
    expect(await ended).toMatchObject({ kind: 'inputChanged', rows: 1, firstLines: [MANY + 1] });
    expect((await outcomes()).slice(-4)).toEqual([
      `${MANY} updated`,
      `${MANY + 1} not_attempted`,
      `${MANY + 2} password_set`,
      // An earlier row of its user was not sent.
      `${MANY + 3} skipped`,
    ]);
  });

  it('are pending when the run stops, and are sent by the next session', async () => {
    const tasks = [
      ...Array.from({ length: MANY }, (_, i) => update(i + 2, i)),
      password(MANY + 2, MANY),
      // Of a user whose row is parked, with nothing behind it.
      update(MANY + 3, MANY - 1),
    ];
    const engine = await makeHeld(tasks);
    const ended = engine.run();
    await until(() => engine.zoom.sent.length === 1);
    engine.stop.stop({ kind: 'signal', signal: 'SIGINT' });
    await ended;
    expect((await engine.counts()).open).toBe(MANY + 1);
    engine.limiters.light.held = undefined;
    await engine.session().run(read(tasks.map(taskRow)));
    expect(engine.zoom.sent).toHaveLength(MANY + 2);
    expect((await engine.counts()).open).toBe(0);
  });
});
