import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import type { Reason } from '../../src/core/reason.ts';
import type { ResultRow } from '../../src/core/result-row.ts';
import { preview, provision } from '../../src/runs/library.ts';
import { type SimulatedUser, Simulator } from '../../src/simulator/simulator.ts';
import { folderWith } from '../support/folder.ts';
import { randomAccount } from './random-account.ts';

const SEEDS = Number(process.env.TRIALS ?? 12);

type Foreseen = Extract<Reason, { kind: 'foreseen' }>;

/** A row as it ended, and as it was said that it would end. */
function beside(said: readonly ResultRow[], ended: readonly ResultRow[]): string[] {
  const byLine = new Map(ended.map((row) => [row.line, row]));
  return said.flatMap((row) => {
    const end = byLine.get(row.line);
    const expected = row.reason?.kind === 'foreseen' ? row.reason.outcome : row.outcome;
    if (end?.outcome === expected) return [];
    const { what } = (row.reason ?? {}) as Partial<Foreseen>;
    return [
      `line ${row.line} ${row.action} ${row.user}: said ${what} ${expected}, ended ${end?.outcome} ${JSON.stringify(end?.reason)}`,
    ];
  });
}

/** What changes nothing about the user, whatever becomes of the row. */
const CHANGES_NOTHING = [
  'nothing',
  'alreadyActive',
  'alreadyInactive',
  'noSuchUser',
  'existsSame',
  'existsDifferent',
  'existsPending',
  'existsInactive',
  'admin',
  'protected',
  'refused',
  'skips',
  'waits',
];

/** Users of whom it was said that nothing changes, and who are others now. */
function changedInSpite(
  said: readonly ResultRow[],
  before: readonly SimulatedUser[],
  simulator: Simulator,
): string[] {
  const kindsOf = ({ id, email }: SimulatedUser) =>
    said
      .filter(({ user, userId }) => [id, email].includes(user) || userId === id)
      .map(({ reason }) => (reason?.kind === 'foreseen' ? reason.what : 'invalid'));
  return before
    .filter((user) => kindsOf(user).every((what) => CHANGES_NOTHING.includes(what)))
    .filter((user) => !isDeepStrictEqual(user, simulator.user(user.id)))
    .map(({ email }) => email);
}

it.each(Array.from({ length: SEEDS }, (_, at) => at + 1))(
  'a live preview says of every row what a run then does (account %i)',
  async (seed) => {
    const { seeds, csv, onExists, protect } = randomAccount(seed);
    const folder = folderWith({ 'people.csv': csv });
    const simulator = await Simulator.start({
      perSecond: { light: Infinity, medium: Infinity },
      latencyMs: 0,
      plan: 'business',
    });
    onTestFinished(() => simulator.close());
    for (const user of seeds) simulator.seed(user);
    const job = {
      input: path.join(folder, 'people.csv'),
      state: path.join(folder, 'state'),
      out: path.join(folder, 'out'),
      plan: 'business',
      onExists,
      protect,
      yes: true,
      maxDeactivate: 100,
      maxRemove: 100,
    } as const;
    const options = { environment: simulator.env };
    const before = simulator.users();
    const said = await Array.fromAsync(preview({ ...job, live: true }, options));
    expect(simulator.users(), 'a preview changes nothing').toEqual(before);
    const planFile = path.join(folder, 'out', 'plan.json');
    const ended = await Array.fromAsync(provision({ ...job, planFile }, options));
    expect(beside(said, ended), csv).toEqual([]);
    expect(changedInSpite(said, before, simulator), csv).toEqual([]);
  },
  60_000,
);
