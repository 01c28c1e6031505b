import { expect, it } from 'vitest';
import { Gate } from '../../src/engine/gate.ts';

const NEVER = new AbortController().signal;

function shutGate() {
  const gate = new Gate<string>();
  const log: string[] = [];
  gate.shut();
  const wait = (name: string, signal = NEVER) =>
    gate.wait(name, signal).then(
      (how) => log.push(`${name} ${how}`),
      (error: unknown) => log.push(`${name} refused: ${String(error)}`),
    );
  return { gate, log, wait };
}

it('lets all out when it opens, some before the others', async () => {
  const { gate, log, wait } = shutGate();
  const waiting = ['create 1', 'get 2', 'create 3', 'get 4'].map((name) => wait(name));
  gate.open((name) => name.startsWith('get'));
  await Promise.all(waiting);
  expect([gate.isShut, log]).toEqual([false, ['get 2 open', 'get 4 open', 'create 1 open', 'create 3 open']]);
});

it('lets one out alone: who has waited longest of those that may', async () => {
  const { gate, log, wait } = shutGate();
  const waiting = ['create 1', 'get 2', 'get 3'].map((name) => wait(name));
  expect(gate.letOneOut((name) => name.startsWith('get'))).toBe('get 2');
  expect(gate.letOneOut()).toBe('create 1');
  await Promise.all(waiting.slice(0, 2));
  expect([gate.isShut, log]).toEqual([true, ['get 2 alone', 'create 1 alone']]);
  expect(gate.letOneOut((name) => name === 'create 1')).toBeUndefined();
});

it('forgets who stops waiting, and sends the others away', async () => {
  const { gate, log, wait } = shutGate();
  const stop = new AbortController();
  const waiting = [wait('one', stop.signal), wait('two')];
  stop.abort('enough');
  gate.refuse('over');
  await Promise.all([...waiting, wait('three', stop.signal)]);
  expect(log.sort()).toEqual(['one refused: enough', 'three refused: enough', 'two refused: over']);
});

it('says when somebody comes to wait', async () => {
  const { gate, wait } = shutGate();
  const stop = new AbortController();
  const stopped = gate.arrival(stop.signal);
  stop.abort('enough');
  await expect(stopped).rejects.toBe('enough');
  const arrival = gate.arrival(NEVER);
  void wait('one');
  await arrival;
  await gate.arrival(NEVER);
});
