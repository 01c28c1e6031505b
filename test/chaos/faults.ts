import type { Fault } from '../../src/simulator/simulator.ts';
import { KEEPER } from './planned-rows.ts';
import type { Random } from './random.ts';

const EVERY = Number.POSITIVE_INFINITY;

/** What goes wrong at Zoom and on the way there, while anything may. */
export function planFaults(random: Random): Fault[] {
  const kinds: Fault[] = [
    { kind: 'reset-before' },
    { kind: 'reset-after' },
    { kind: 'status', status: 500, body: { code: 500, message: 'Internal error' } },
    { kind: 'status', status: 503, body: 'unavailable', effect: true },
    { kind: 'html' },
    { kind: 'html', status: 200 },
    { kind: 'html', status: 200, effect: true },
    { kind: 'cut' },
    { kind: 'hang' },
    { kind: 'hang-after' },
    { kind: 'slow', delayMs: 300 },
    { kind: 'token-death' },
    { kind: 'per-second', headers: {} },
    { kind: 'concurrent' },
  ];
  const some = kinds
    .filter(() => random.chance(0.4))
    .map((fault) => ({ ...fault, times: EVERY, probability: random.next() * 0.12 }));
  const signIn: Fault[] = random.chance(0.3)
    ? [
        {
          kind: random.pick(['reset-before', 'html'] as const),
          match: { path: '/oauth/token' },
          times: random.between(1, 3),
        },
      ]
    : [];
  const quota: Fault[] = random.chance(0.2)
    ? [{ kind: 'create-quota', match: { method: 'POST' }, after: random.between(0, 20) }]
    : [];
  // A call of its own that is out for a while.
  const ofCall: Fault[] = random.chance(0.2)
    ? [
        {
          kind: 'status',
          status: 503,
          body: 'unavailable',
          match: { method: random.pick(['PUT', 'PATCH', 'POST', 'GET'] as const) },
          times: EVERY,
          forMs: random.between(500, 4_000),
          after: random.between(0, 20),
        },
      ]
    : [];
  // Time enough for a file to change that is not read on until then.
  const slow: Fault = { kind: 'slow', delayMs: 300, match: { method: 'GET', user: KEEPER }, times: EVERY };
  return [slow, ...some, ...signIn, ...quota, ...ofCall];
}
