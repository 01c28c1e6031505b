import type { Passage } from '../../src/engine/flight.ts';

/** For tests in which something fails and nobody takes it for an outage. */
export const NO_OUTAGE: Passage = {
  pass: async () => ({
    mayLeave: true,
    answered: () => undefined,
    wasHit: () => () => false,
    end: () => undefined,
  }),
  known: async () => undefined,
};
