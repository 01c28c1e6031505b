/**
 * How long to wait before attempt `failures + 1`, in milliseconds: doubling from half a second up to twenty, and
 * somewhere in its upper half, so that calls that failed together do not come back together.
 */
export function backoffMs(failures: number, random: () => number): number {
  const fullMs = Math.min(500 * 2 ** (failures - 1), 20_000);
  return fullMs / 2 + (fullMs / 2) * random();
}
