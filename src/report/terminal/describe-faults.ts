import { oneLine } from '../../support/visible.ts';

/** Whether a ledger is sound, from what is wrong with it. */
export function describeFaults(faults: readonly string[]): string {
  if (faults.length === 0) return 'The ledger is sound.';
  return [
    'The ledger is not sound:',
    ...faults.map((fault) => `  - ${oneLine(fault)}`),
    'Keep a copy of it. What cannot be used any more needs a copy from before, or another folder (--state <dir>); reports that were ' +
      'written stay as they are.',
  ].join('\n');
}
