import { describe, expect, it } from 'vitest';
import type { Label } from '../../src/core/labels.ts';
import { Dispatcher } from '../../src/engine/dispatcher.ts';

const settled = () => new Promise(setImmediate);

/** Works that go on until they are told to end, with a count of those under way. */
function makeWorks() {
  const underWay: { label: Label; onAcquired: () => void; end: () => void; fail: (error: Error) => void }[] =
    [];
  let number = 0;
  const add = (dispatcher: Dispatcher, label: Label = 'light', key = `user ${++number}`) =>
    dispatcher.add({
      keys: [key],
      label,
      run: (onAcquired) => {
        const { promise, resolve, reject } = Promise.withResolvers<void>();
        underWay.push({ label, onAcquired, end: resolve, fail: reject });
        return promise;
      },
    });
  /** Ends all that is under way, until nothing is. */
  const endAll = async () => {
    while (underWay.length > 0) {
      for (const { end } of underWay.splice(0)) end();
      await settled();
    }
  };
  const count = (label: Label) => underWay.filter((work) => work.label === label).length;
  return { underWay, add, endAll, count };
}

describe('Dispatcher', () => {
  it('runs no more than so many at a time, and no label takes all places', async () => {
    const dispatcher = new Dispatcher(8, () => undefined);
    const works = makeWorks();
    for (let i = 0; i < 20; i++) works.add(dispatcher, 'light');
    await settled();
    expect([works.count('light'), works.count('medium')]).toEqual([6, 0]);
    for (let i = 0; i < 20; i++) works.add(dispatcher, 'medium');
    await settled();
    expect([works.count('light'), works.count('medium')]).toEqual([6, 2]);
    await works.endAll();
    await dispatcher.idle();
  });

  it('takes as many in hand as have their requests under way, and a few more', async () => {
    const dispatcher = new Dispatcher(400, () => undefined);
    const works = makeWorks();
    for (let i = 0; i < 100; i++) works.add(dispatcher, 'light');
    for (let i = 0; i < 100; i++) works.add(dispatcher, 'medium');
    await settled();
    expect([works.count('light'), works.count('medium')]).toEqual([8, 8]);
    const mediums = works.underWay.filter(({ label }) => label === 'medium');
    for (const { onAcquired } of mediums.slice(0, 5)) {
      onAcquired();
      onAcquired();
    }
    await settled();
    expect([works.count('light'), works.count('medium')]).toEqual([8, 13]);
    mediums[0]?.end();
    mediums[7]?.end();
    await settled();
    // One had left and is not missed; the other never did, and there is room for another.
    expect([works.count('light'), works.count('medium')]).toEqual([8, 14]);
    await works.endAll();
    await dispatcher.idle();
  });

  it('has a place for one, even when there is only one', async () => {
    const dispatcher = new Dispatcher(1, () => undefined);
    const works = makeWorks();
    works.add(dispatcher, 'light');
    works.add(dispatcher, 'medium');
    await settled();
    expect(works.underWay.length).toBe(1);
    await works.endAll();
    await dispatcher.idle();
  });

  it('gives no place to the waiting works of one user', async () => {
    const dispatcher = new Dispatcher(4, () => undefined);
    const works = makeWorks();
    for (let i = 0; i < 10; i++) works.add(dispatcher, 'light', 'a@x.org');
    works.add(dispatcher, 'light', 'b@x.org');
    await settled();
    expect(works.underWay.length).toBe(2);
    await works.endAll();
    await dispatcher.idle();
  });

  it('has room for so many of a label and no more, and tells when there is more', async () => {
    let ended = 0;
    const dispatcher = new Dispatcher(4, () => ended++);
    const works = makeWorks();
    for (let i = 0; i < 2_000; i++) {
      expect(dispatcher.hasRoom('light')).toBe(true);
      works.add(dispatcher, 'light', `user ${i % 50}`);
    }
    expect([dispatcher.hasRoom('light'), dispatcher.hasRoom('medium')]).toEqual([false, true]);
    await settled();
    works.underWay.shift()?.end();
    await settled();
    expect([dispatcher.hasRoom('light'), ended]).toEqual([true, 1]);
    const rest = setInterval(() => works.endAll(), 1);
    await dispatcher.idle();
    clearInterval(rest);
    expect([works.underWay, ended]).toEqual([[], 2_000]);
  });

  it('is idle only when every work has ended', async () => {
    const dispatcher = new Dispatcher(2, () => undefined);
    const works = makeWorks();
    for (let i = 0; i < 3; i++) works.add(dispatcher, 'light', 'a@x.org');
    let isIdle = false;
    const idle = dispatcher.idle().then(() => {
      isIdle = true;
    });
    for (let i = 0; i < 3; i++) {
      await settled();
      expect(isIdle).toBe(false);
      works.underWay.shift()?.end();
    }
    await idle;
  });

  it('throws what a work threw at the next work, and when it is idle', async () => {
    const dispatcher = new Dispatcher(2, () => undefined);
    const works = makeWorks();
    works.add(dispatcher);
    works.add(dispatcher);
    await settled();
    works.underWay.shift()?.fail(new Error('the ledger is broken'));
    await settled();
    expect(() => works.add(dispatcher)).toThrow('the ledger is broken');
    const idle = dispatcher.idle();
    await settled();
    works.underWay.shift()?.fail(new Error('another'));
    await expect(idle).rejects.toThrow('the ledger is broken');
  });
});
