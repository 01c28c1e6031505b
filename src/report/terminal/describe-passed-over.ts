import { describeCount } from './wording.ts';

/** Unfinished runs that are not gone on with, since the credentials are those of another account. */
export function describePassedOver({
  runs,
  accounts,
}: {
  readonly runs: number;
  readonly accounts: readonly string[];
}): string {
  const one = accounts.length === 1;
  const which = `of ${one ? 'another account' : 'other accounts'} (${accounts.join(', ')})`;
  return `Passed over: ${describeCount(runs, 'unfinished run')} ${which}. ${one ? 'Its' : 'Their'} own credentials are needed to resume ${runs === 1 ? 'it' : 'them'}.`;
}
