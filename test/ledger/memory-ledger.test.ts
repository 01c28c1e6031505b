import { MemoryLedger } from '../support/memory-ledger.ts';
import { describeLedgerContract } from './contract.ts';

describeLedgerContract('a ledger in memory', async () => new MemoryLedger());
