/** What commander says of a command line, without the words that it did not expect: one of them may be a password. */
export function withoutValues(text: string): string {
  return text.replace(/(but got \d+): .*\.(?=\s|$)/s, '$1.').replace(/(unknown option '-[^'=]*)=.*'/s, "$1'");
}
