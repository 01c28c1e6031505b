import { type EndpointName, endpointOf } from '../core/endpoints.ts';
import { LABELS, type Label, type Plan } from '../core/labels.ts';
import { nextUtcDay, utcDay } from '../core/utc-day.ts';

/** What the calls of an input come to at a plan's pace. */
export type Forecast = {
  readonly calls: Readonly<Record<Label, number>>;
  /** How long they take at the least; the limiters go side by side, and waiting for another day is left out. */
  readonly seconds: number;
};

export function forecast(
  calls: Readonly<Record<EndpointName, number>>,
  { perSecond }: Plan,
  share: number,
): Forecast {
  const byLabel = { light: 0, medium: 0 };
  for (const [endpoint, count] of Object.entries(calls))
    byLabel[endpointOf(endpoint as EndpointName).label] += count;
  return {
    calls: byLabel,
    seconds: Math.max(...LABELS.map((label) => byLabel[label] / (perSecond[label] * share))),
  };
}

/** Puts creates on UTC days, one after the other in file order, so many a day. */
export class CreateCalendar {
  readonly #perDay: number;
  readonly #days: { readonly date: string; creates: number }[];
  #leftOnLastDay: number;
  #lastDay: number;

  /** @param leftToday how many of today's are still to be had @param now ms since the epoch */
  constructor(perDay: number, leftToday: number, now: number) {
    this.#perDay = perDay;
    this.#leftOnLastDay = leftToday;
    this.#lastDay = now;
    this.#days = [];
  }

  /** The day, YYYY-MM-DD, on which the next create goes; undefined when no day has room for any. */
  next(): string | undefined {
    if (this.#perDay <= 0) return undefined;
    if (this.#leftOnLastDay <= 0) {
      this.#lastDay = nextUtcDay(this.#lastDay);
      this.#leftOnLastDay = this.#perDay;
    }
    this.#leftOnLastDay--;
    const date = utcDay(this.#lastDay);
    const day = this.#days.at(-1);
    if (day?.date === date) day.creates++;
    else this.#days.push({ date, creates: 1 });
    return date;
  }

  /** The days that have creates, in order. */
  get days(): readonly { readonly date: string; readonly creates: number }[] {
    return this.#days;
  }
}
