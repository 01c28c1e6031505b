/** How much havoc of each kind there was. */
export type Counts = {
  kills: number;
  clockSteps: number;
  fullDisks: number;
  outages: number;
  overwrittenInputs: number;
  damagedLedgers: number;
};

export function noCounts(): Counts {
  return { kills: 0, clockSteps: 0, fullDisks: 0, outages: 0, overwrittenInputs: 0, damagedLedgers: 0 };
}

export function addCounts(to: Counts, more: Counts): void {
  for (const kind of Object.keys(more) as (keyof Counts)[]) to[kind] += more[kind];
}
