/** A moment in the life of a run. */
export type Moment = {
  /**
   * What Zoom's clock showed at it, at the earliest, in ms since the epoch; undefined when nobody knows, or not yet: an answer
   * that comes later may tell.
   */
  readonly zoomTime: number | undefined;
};

/** Time and chance, handed in. */
export type Clock = {
  /**
   * Whole ms since the epoch, for what people read: this computer's clock when the session began, and the time since. It never
   * goes back, whatever becomes of the computer's.
   */
  readonly now: () => number;
  /** Whole ms since the epoch by Zoom's clock, at the earliest; by `now` as long as Zoom has not told. Days go by it. */
  readonly zoomNow: () => number;
  /** The same at the latest; undefined as long as Zoom has not told. */
  readonly latestZoomNow: () => number | undefined;
  /** To be remembered. */
  readonly moment: () => Moment;
  /** From 0 to below 1. */
  readonly random: () => number;
};
