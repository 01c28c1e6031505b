import type { Writable } from 'node:stream';

/** How much is measured: `--quick` ends within some minutes. */
export type Sizes = {
  readonly quick: boolean;
  readonly runs: number;
  readonly rows: number;
  readonly calls: number;
};

export const FULL: Sizes = { quick: false, runs: 5, rows: 1_000_000, calls: 1_000 };
export const QUICK: Sizes = { quick: true, runs: 3, rows: 100_000, calls: 300 };

/** Writes a CSV of so many updates with ten columns. */
export async function writeUpdates(file: Writable, rows: number): Promise<void> {
  file.write('action,email,first_name,last_name,dept,job_title,location,cost_center,manager,timezone\n');
  for (let i = 0; i < rows; i++) {
    const line = `update,user${i}@bench.example,First${i},Last${i},Dept ${i % 50},Engineer,Berlin,C${i % 300},boss${i % 900}@bench.example,Europe/Berlin\n`;
    if (!file.write(line)) await new Promise((resolve) => file.once('drain', resolve));
  }
  await new Promise<void>((resolve) => file.end(resolve));
}
