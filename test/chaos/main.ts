import { parseArgs } from 'node:util';
import { playRound } from './round.ts';

// npm run chaos -- --rounds 200 [--seed 1]: plays rounds one after the other and says where report and account disagree.
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } },
});
const first = Number(values.seed);
const totals = { rounds: 0, rows: 0, kills: 0, requests: 0, disagreements: 0 };
for (let seed = first; seed < first + Number(values.rounds); seed++) {
  const round = await playRound(seed);
  totals.rounds++;
  totals.rows += round.rows;
  totals.kills += round.kills;
  totals.requests += round.requests;
  totals.disagreements += round.disagreements.length;
  const { rows, kills, requests, outcomeOfLastSession } = round;
  process.stdout.write(
    `round ${seed}: ${rows} rows, ${kills} kills, ${requests} requests, exit ${outcomeOfLastSession}\n`,
  );
  for (const text of round.disagreements) process.stdout.write(`  ${text}\n`);
}
process.stdout.write(`${JSON.stringify(totals)}\n`);
process.exitCode = totals.disagreements > 0 ? 1 : 0;
