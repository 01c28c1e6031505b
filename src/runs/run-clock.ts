import type { Notice } from '../core/notice.ts';
import { type DatedAnswer, ServerClock } from '../core/server-clock.ts';
import type { Clock, Moment } from '../engine/clock.ts';

/** Clocks that are set little by little, and the time between two looks, come to less. */
const STEP_MS = 2_000;

/** Of a step, and of a clock that is wrong, nobody needs to hear below that. */
const TOLD_STEP_MS = 10_000;
const MINUTE_MS = 60_000;
const TOLD_OFF_MS = MINUTE_MS;

type RunClockOptions = {
  /** Ms since the epoch by this computer's clock, which people and programs set. */
  readonly wall?: () => number;
  /** Ms on a clock that never goes back, and that may stand still while the computer sleeps. */
  readonly ticks?: () => number;
  readonly random?: () => number;
  /** What is wrong with this computer's clock; each kind is told once. */
  readonly tell: (notice: Notice) => void;
};

/** The time of one session of a run, made of three clocks: the computer's, one that never goes back, and Zoom's. */
export class RunClock implements Clock {
  readonly random: () => number;
  readonly ticks: () => number;
  readonly #wall: () => number;
  readonly #tell: (notice: Notice) => void;
  readonly #server = new ServerClock();
  /** How far the computer's clock was ahead of the ticks, when it was last looked at. */
  #ahead: number;
  /** The same for what the report says. */
  #origin: number;
  #steps = 0;
  /** What those come to of which no answer of Zoom has told yet whether they were a sleep. */
  #unexplainedMs = 0;
  /** For how long the computer is taken to have slept, until the next answer. */
  #supposedMs = 0;
  readonly #told = new Set<Notice['kind']>();

  constructor({
    wall = Date.now,
    ticks = () => performance.now(),
    random = Math.random,
    tell,
  }: RunClockOptions) {
    this.#wall = wall;
    this.ticks = ticks;
    this.random = random;
    this.#tell = tell;
    this.#ahead = wall() - ticks();
    this.#origin = this.#ahead;
  }

  readonly now = (): number => Math.floor(this.#origin + this.ticks());

  readonly zoomNow = (): number => {
    const shown = this.#server.at(this.ticks());
    return (shown ? Math.floor(shown.earliest) : this.now()) + this.#supposedMs;
  };

  readonly latestZoomNow = (): number | undefined => this.#server.latestAt(this.ticks());

  readonly moment = (): Moment => {
    this.#look();
    const server = this.#server;
    const ticks = this.ticks();
    const then = { shown: shownAt(server, ticks), generation: server.generation, steps: this.#steps };
    const isUntold = () => then.shown === undefined && then.steps !== this.#steps;
    return {
      get zoomTime() {
        if (server.generation !== then.generation || isUntold()) return then.shown;
        return shownAt(server, ticks);
      },
    };
  };

  /** What an answer says of Zoom's clock. */
  readonly learn = (answer: DatedAnswer): void => {
    this.#look();
    const stepMs = this.#unexplainedMs;
    this.#unexplainedMs = 0;
    this.#supposedMs = 0;
    // Ticks that stand still while the computer sleeps leave its clock ahead, and Zoom's; one that was set is alone in that.
    if (this.#server.observe(answer, Math.max(0, stepMs))) this.#origin += stepMs;
    else if (Math.abs(stepMs) >= TOLD_STEP_MS) this.#tellOnce({ kind: 'clockStepped', byMs: stepMs });
    this.#compare();
  };

  /**
   * While nothing is sent nobody tells of a sleep but the computer's own clock. Where that was set instead, the next answer
   * says so, and it is not believed again.
   */
  wakeUp(): void {
    this.#look();
    this.#supposedMs = Math.max(0, this.#unexplainedMs);
  }

  /** Whether the computer's clock has gone another way than time since the last look. */
  #look(): void {
    const ahead = this.#wall() - this.ticks();
    const stepMs = Math.round(ahead - this.#ahead);
    if (Math.abs(stepMs) < STEP_MS) return;
    this.#ahead = ahead;
    this.#steps++;
    this.#unexplainedMs += stepMs;
  }

  #compare(): void {
    const shown = this.#server.isSure ? this.#server.at(this.ticks()) : undefined;
    if (!shown) return;
    const aheadMs = this.#wall() - (shown.earliest + shown.latest) / 2;
    if (Math.abs(aheadMs) <= TOLD_OFF_MS) return;
    this.#tellOnce({ kind: 'clockOff', aheadMs: Math.round(aheadMs / MINUTE_MS) * MINUTE_MS });
  }

  #tellOnce(notice: Notice): void {
    if (this.#told.has(notice.kind)) return;
    this.#told.add(notice.kind);
    this.#tell(notice);
  }
}

function shownAt(server: ServerClock, ticks: number): number | undefined {
  const shown = server.at(ticks);
  return shown && Math.floor(shown.earliest);
}
