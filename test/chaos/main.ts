import { parseArgs } from 'node:util';
import { hasFaketime } from '../support/stepping-clock.ts';
import { addCounts, noCounts } from './havoc/counts.ts';
import { playRound } from './round.ts';

// npm run chaos -- --rounds 200 [--seed 1]: plays rounds one after the other and says where report and account disagree.
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } },
});
const first = Number(values.seed);
const totals = { rounds: 0, rows: 0, requests: 0, ...noCounts(), lost: 0, disagreements: 0 };
if (!hasFaketime) process.stdout.write('no clock is set: that needs faketime\n');
for (let seed = first; seed < first + Number(values.rounds); seed++) {
  const { rows, requests, counts, isLost, exit, disagreements } = await playRound(seed);
  totals.rounds++;
  totals.rows += rows;
  totals.requests += requests;
  addCounts(totals, counts);
  if (isLost) totals.lost++;
  totals.disagreements += disagreements.length;
  const havoc = Object.entries(counts).flatMap(([kind, count]) => (count > 0 ? [`${count} ${kind}`] : []));
  const end = isLost ? 'the ledger is lost' : `exit ${exit}`;
  process.stdout.write(
    `round ${seed}: ${[`${rows} rows`, `${requests} requests`, ...havoc, end].join(', ')}\n`,
  );
  for (const text of disagreements) process.stdout.write(`  ${text}\n`);
}
process.stdout.write(`${JSON.stringify(totals)}\n`);
process.exitCode = totals.disagreements > 0 ? 1 : 0;
