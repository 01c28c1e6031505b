export const DAY_MS = 86_400_000;

/** The UTC day as a number of days since the epoch. */
export function utcDayOf(at: number): number {
  return Math.floor(at / DAY_MS);
}

/** How many of the times lie in the last 24 hours. */
export function countInLastDay(times: readonly number[], now: number): number {
  return times.filter((at) => now - at < DAY_MS).length;
}
