import { Simulator, type SimulatorOptions } from '../../src/simulator/simulator.ts';

export type ServerOrder = {
  readonly options: SimulatorOptions;
  /** So many users `user0@bench.example`, …, in `Dept 0`, …, are there from the beginning. */
  readonly users: number;
  /** The share of calls that is refused by chance. */
  readonly chance?: number;
};

export type ServerMessage = { readonly start: ServerOrder } | { readonly ask: 'stats' | 'arrivals' };

let simulator: Simulator | undefined;

process.on('message', async (message: ServerMessage) => {
  if ('start' in message) {
    const { options, users, chance = 0 } = message.start;
    simulator = await Simulator.start({ ...options, journalLimit: 2_000_000 });
    for (let i = 0; i < users; i++)
      simulator.seed({
        email: `user${i}@bench.example`,
        password: 'Before-1-it!',
        fields: { dept: `Dept ${i}` },
      });
    if (chance > 0) {
      simulator.fault({
        kind: 'per-second',
        headers: {},
        probability: chance,
        times: Number.POSITIVE_INFINITY,
      });
    }
    process.send?.(simulator.env);
    return;
  }
  if (message.ask === 'stats') process.send?.(simulator?.stats());
  else process.send?.(simulator?.journal.map(({ at, user, status, label }) => ({ at, user, status, label })));
});
process.on('disconnect', () => simulator?.close());
