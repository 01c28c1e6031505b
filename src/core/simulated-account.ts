/** How the names of simulated accounts begin in the ledger; each run has its own, gone when the run ends. */
const PREFIX = 'simulated:';

export function simulatedAccountOf(runId: string): string {
  return `${PREFIX}${runId}`;
}

export function isSimulatedAccount(account: string): boolean {
  return account.startsWith(PREFIX);
}
