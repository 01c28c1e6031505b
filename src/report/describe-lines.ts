/** `line 7`, `lines 2, 3 and 7 more`. @param count of all, of which the first are named */
export function describeLines(first: readonly number[], count: number): string {
  const more = count > first.length ? ` and ${count - first.length} more` : '';
  return `${first.length === 1 ? 'line' : 'lines'} ${first.join(', ')}${more}`;
}
