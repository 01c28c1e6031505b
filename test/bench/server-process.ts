import { Simulator, type SimulatorOptions } from '../../src/simulator/simulator.ts';

export type ServerOrder = {
  readonly options: SimulatorOptions;
  /** So many users `user0@bench.example`, … are there from the beginning. */
  readonly users: number;
};

type Message = { readonly start?: ServerOrder; readonly report?: true; readonly journal?: true };

let simulator: Simulator | undefined;

process.on('message', async ({ start, journal: journalWanted }: Message) => {
  if (start) {
    simulator = await Simulator.start({ ...start.options, journalLimit: 2_000_000 });
    for (let i = 0; i < start.users; i++)
      simulator.seed({ email: `user${i}@bench.example`, password: 'Before-1-it!' });
    process.send?.(simulator.env);
    return;
  }
  if (journalWanted) {
    process.send?.(simulator?.journal.map(({ at, user, status, lane }) => ({ at, user, status, lane })));
    return;
  }
  const { journal = [] } = simulator ?? {};
  process.send?.({
    stats: simulator?.stats(),
    firstAt: journal[0]?.at ?? 0,
    lastAt: journal.at(-1)?.at ?? 0,
    calls: journal.length,
  });
});
process.on('disconnect', () => simulator?.close());
