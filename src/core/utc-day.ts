const DAY_MS = 24 * 60 * 60 * 1000;

/** The UTC day of a moment (ms since the epoch), YYYY-MM-DD. Zoom's daily quotas go by it. */
export function utcDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** The first moment of the UTC day after this one, in ms since the epoch. */
export function nextUtcDay(ms: number): number {
  return (Math.floor(ms / DAY_MS) + 1) * DAY_MS;
}
