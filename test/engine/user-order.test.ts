import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserOrder } from '../../src/engine/user-order.ts';

/** A work that goes on until it is told to end. */
function makeWork(log: string[], name: string) {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const work = () => {
    log.push(`${name} begins`);
    return promise.finally(() => log.push(`${name} ends`));
  };
  return { work, end: resolve, fail: reject };
}

const settled = () => new Promise(setImmediate);

describe('UserOrder', () => {
  it('begins a work at once when nothing of its user is under way', () => {
    const order = new UserOrder();
    const log: string[] = [];
    const [a, b] = [makeWork(log, 'a'), makeWork(log, 'b')];
    void order.run(['a'], a.work);
    void order.run(['b'], b.work);
    expect(log).toEqual(['a begins', 'b begins']);
  });

  it('begins the next work of a user when the one before has ended, and those of others meanwhile', async () => {
    const order = new UserOrder();
    const log: string[] = [];
    const [a1, a2, b] = ['a1', 'a2', 'b'].map((name) => makeWork(log, name));
    if (!a1 || !a2 || !b) throw new Error('three works');
    void order.run(['a'], a1.work);
    void order.run(['a'], a2.work);
    void order.run(['b'], b.work);
    b.end();
    await settled();
    expect(log).toEqual(['a1 begins', 'b begins', 'b ends']);
    a1.end();
    await settled();
    expect(log.slice(3)).toEqual(['a1 ends', 'a2 begins']);
  });

  it('keeps a work with two keys behind the works of both, and those after it behind it', async () => {
    const order = new UserOrder();
    const log: string[] = [];
    const [byEmail, byId, both, afterId] = ['byEmail', 'byId', 'both', 'afterId'].map((name) =>
      makeWork(log, name),
    );
    if (!byEmail || !byId || !both || !afterId) throw new Error('four works');
    void order.run(['a@x.org'], byEmail.work);
    void order.run(['id-a'], byId.work);
    void order.run(['a@x.org', 'id-a'], both.work);
    void order.run(['id-a'], afterId.work);
    byEmail.end();
    await settled();
    expect(log).not.toContain('both begins');
    byId.end();
    await settled();
    expect(log.at(-1)).toBe('both begins');
    both.end();
    await settled();
    expect(log.at(-1)).toBe('afterId begins');
  });

  it('hands on what a work throws, and lets the next one begin all the same', async () => {
    const order = new UserOrder();
    const log: string[] = [];
    const [a1, a2] = [makeWork(log, 'a1'), makeWork(log, 'a2')];
    const first = order.run(['a'], a1.work);
    const second = order.run(['a'], a2.work);
    a1.fail(new Error('broken'));
    await expect(first).rejects.toThrow('broken');
    a2.end();
    await second;
    expect(log).toEqual(['a1 begins', 'a1 ends', 'a2 begins', 'a2 ends']);
  });

  it('runs works that share a key in order, one at a time, and makes no work wait for others', async () => {
    const keys = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(fc.array(keys, { maxLength: 15 }), fc.scheduler(), async (works, scheduler) => {
        const order = new UserOrder();
        const begun: number[] = [];
        const ended: number[] = [];
        const share = (one: number, other: number) => works[one]?.some((key) => works[other]?.includes(key));
        const runs = works.map((its, number) =>
          order.run(its, async () => {
            const earlier = [...Array(number).keys()].filter((before) => share(before, number));
            // Every earlier work of the same user has ended, and no later one has begun.
            expect(earlier.filter((before) => !ended.includes(before))).toEqual([]);
            expect(begun.filter((other) => other > number && share(other, number))).toEqual([]);
            begun.push(number);
            await scheduler.schedule(Promise.resolve());
            ended.push(number);
          }),
        );
        const isFree = (number: number) => ![...Array(number).keys()].some((before) => share(before, number));
        expect(begun).toEqual([...works.keys()].filter(isFree));
        await scheduler.waitFor(Promise.all(runs));
        expect(ended.length).toBe(works.length);
      }),
      { numRuns: 200 },
    );
  });
});
