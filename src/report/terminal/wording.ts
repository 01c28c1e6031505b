const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `1,234`, or with a noun `1 row`, `1,234 rows`; at most one decimal. */
export function describeCount(count: number, noun?: string): string {
  // By hand: the first use of Intl costs more time than a short command has.
  const digits = String(Math.round(count * 10) / 10).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  if (noun === undefined) return digits;
  return count === 1 ? `${digits} ${noun}` : `${digits} ${noun}s`;
}

/** `the row`, `the 1,234 rows`: with nothing but one of them there is nothing to count. */
export function describeThe(count: number, noun: string): string {
  return count === 1 ? `the ${noun}` : `the ${describeCount(count, noun)}`;
}

/** `0.4 s`, `45 s`, `3 min 20 s`, `2 h 5 min`, `2 days 3 h`: the two largest units, rounded. */
export function describeDuration(seconds: number): string {
  if (seconds < 10) return `${Math.round(Math.max(seconds, 0) * 10) / 10} s`;
  const whole = Math.round(seconds);
  if (whole < MINUTE) return `${whole} s`;
  if (whole < HOUR) return inUnits(whole, MINUTE, 'min', 1, 's');
  const minutes = Math.round(seconds / MINUTE) * MINUTE;
  if (minutes < DAY) return inUnits(minutes, HOUR, 'h', MINUTE, 'min');
  const hours = Math.round(seconds / HOUR) * HOUR;
  return inUnits(hours, DAY, hours < 2 * DAY ? 'day' : 'days', HOUR, 'h');
}

function inUnits(
  seconds: number,
  large: number,
  largeName: string,
  small: number,
  smallName: string,
): string {
  const rest = Math.floor((seconds % large) / small);
  const largePart = `${Math.floor(seconds / large)} ${largeName}`;
  return rest === 0 ? largePart : `${largePart} ${rest} ${smallName}`;
}

/**
 * `2026-03-12 00:00 UTC (Thursday 12 March, 01:00 local time)`, from ISO 8601.
 * @param timeZone an IANA name; the machine's own without it
 */
export function describeMoment(iso: string, timeZone?: string): string {
  const moment = new Date(iso);
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = moment.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', ...zone });
  const time = moment.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', ...zone });
  // Some releases of the locale data put a comma after the weekday.
  return `${describeUtc(iso)} (${day.replace(',', '')}, ${time} local time)`;
}

/** `2026-03-12 00:00 UTC`, from ISO 8601. */
export function describeUtc(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
