import { InFlight } from './in-flight.ts';
import { Journal, type OpenEntry } from './journal.ts';
import type { Label } from './label.ts';
import type { LimitName } from './limits.ts';
import { type PeakRate, PeakRateMeter } from './peak-rate.ts';
import type { SimulatorSettings } from './simulator-settings.ts';

/** What the simulator has seen since it started. */
export type Stats = {
  /** To the API; sign-ins are not among them. */
  readonly requests: number;
  /** By HTTP status; 0 where no answer went out. */
  readonly byStatus: Readonly<Record<number, number>>;
  /** By endpoint, such as `PATCH /users/{userId}`; `unknown` for all others. */
  readonly byEndpoint: Readonly<Record<string, number>>;
  /** Tokens issued. */
  readonly tokens: number;
  readonly tokenRequests: number;
  /** Answers with 429, ordered ones included. */
  readonly refused: Readonly<Record<LimitName, number>>;
  readonly maxInFlight: number;
  readonly maxInFlightPerUser: number;
  /** Of all arrivals, refused ones included. */
  readonly maxInSecond: Readonly<Record<Label, PeakRate>>;
  /** Accepted `action=create` of the present UTC day. */
  readonly creates: number;
};

/** Counts requests and answers; each costs the same, however many came before. */
export class Counters {
  readonly inFlight = new InFlight();
  readonly journal: Journal;
  readonly #peakRate = { light: new PeakRateMeter(), medium: new PeakRateMeter() };
  readonly #byStatus: Record<number, number> = {};
  readonly #byEndpoint: Record<string, number> = {};
  readonly #refused: Record<LimitName, number> = { perSecond: 0, daily: 0, createQuota: 0, concurrent: 0 };
  #requests = 0;
  #tokenRequests = 0;

  constructor(settings: SimulatorSettings) {
    this.journal = new Journal(settings.journalLimit);
  }

  arrived(endpoint: string, entry: OpenEntry): void {
    this.#requests++;
    this.inFlight.enter();
    this.#byEndpoint[endpoint] = (this.#byEndpoint[endpoint] ?? 0) + 1;
    if (endpoint !== 'unknown') this.#peakRate[entry.label].add(entry.at);
    this.journal.add(entry);
  }

  answered(entry: OpenEntry, status: number): void {
    this.inFlight.leave();
    entry.status = status;
    this.#byStatus[status] = (this.#byStatus[status] ?? 0) + 1;
  }

  refused(by: LimitName): void {
    this.#refused[by]++;
  }

  tokenAsked(): void {
    this.#tokenRequests++;
  }

  stats(tokens: number, creates: number): Stats {
    return {
      requests: this.#requests,
      byStatus: { ...this.#byStatus },
      byEndpoint: { ...this.#byEndpoint },
      tokens,
      tokenRequests: this.#tokenRequests,
      refused: { ...this.#refused },
      maxInFlight: this.inFlight.most,
      maxInFlightPerUser: this.inFlight.mostPerUser,
      maxInSecond: { light: this.#peakRate.light.peakRate, medium: this.#peakRate.medium.peakRate },
      creates,
    };
  }
}
