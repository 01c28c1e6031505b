import { failFiles, failLedger } from '../../support/failing-machine.ts';

// Loaded into the process of a session before anything else.
const { of, at, folder, said } = JSON.parse(process.env.CHAOS_FULL_DISK ?? '');
const when = { at, andAllAfter: true };
const counted = { writes: 0 };
if (of !== 'ledger') await failFiles(folder, 'ENOSPC', when, counted);
if (of !== 'files') failLedger(13, 'database or disk is full', when, counted);
process.on('exit', () => {
  if (counted.writes >= at) process.stderr.write(`${said}\n`);
});
