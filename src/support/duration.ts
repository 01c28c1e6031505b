const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `7d`, `24h`, `90m`, `30s` or `1d12h` in milliseconds; undefined for anything else. */
export function readDuration(text: string): number | undefined {
  if (!/^\s*(\d+\s*[smhd]\s*)+$/i.test(text)) return undefined;
  const parts = [...text.toLowerCase().matchAll(/(\d+)\s*([smhd])/g)];
  return parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS],
    0,
  );
}
