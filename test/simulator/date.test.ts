import { expect, it } from 'vitest';
import { startRig } from '../support/simulator-rig.ts';

const LONG_AGO = Date.UTC(2026, 2, 1, 12, 0, 0, 700);

it('an answer says what time it is by the clock by which users are made', async () => {
  const { simulator, call } = await startRig({ now: () => LONG_AGO });
  simulator.seed({ email: 'a@example.com' });
  expect((await call('GET', '/users/a@example.com')).headers.get('date')).toBe(
    'Sun, 01 Mar 2026 12:00:00 GMT',
  );
});

it.each([
  ['Thu, 01 Jan 1970 00:00:00 GMT', 'Thu, 01 Jan 1970 00:00:00 GMT'],
  ['', null],
])('a fault makes an answer say "%s" of the time', async (date, said) => {
  const { simulator, call } = await startRig();
  simulator.seed({ email: 'a@example.com' });
  simulator.fault({ kind: 'date', date });
  const { status, headers } = await call('GET', '/users/a@example.com');
  expect([status, headers.get('date')]).toEqual([200, said]);
});
