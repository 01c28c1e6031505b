/**
 * How long to wait after so many failures in a row, in milliseconds: doubling from half a second up to twenty, and
 * somewhere in its upper half, so that what failed together does not come back together.
 * @param random from 0 to 1
 */
export function backoffMs(failures: number, random: () => number): number {
  const fullMs = Math.min(500 * 2 ** (failures - 1), 20_000);
  return fullMs / 2 + (fullMs / 2) * random();
}
