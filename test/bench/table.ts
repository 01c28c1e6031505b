/** Prints rows as a Markdown table under a caption. */
export function printTable(
  caption: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const table = [line(header), line(header.map(() => '---')), ...rows.map(line)];
  process.stdout.write(`\n${caption}\n\n${table.join('\n')}\n`);
}

/** The median with the smallest and the largest: `12.3 (11.9–14.0)`. */
export function spread(values: readonly number[], digits = 1): string {
  const sorted = [...values].sort((a, b) => a - b);
  const [least = 0] = sorted;
  const most = sorted.at(-1) ?? 0;
  const format = (value: number) => value.toFixed(digits);
  return values.length > 1 ? `${format(median(values))} (${format(least)}–${format(most)})` : format(least);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}

/** Of what was measured alternating: each by the one that was measured beside it. */
export function ratios(values: readonly number[], bases: readonly number[]): number[] {
  return values.map((value, at) => value / (bases[at] ?? Number.NaN));
}
