/** Zoom's rate-limit labels that this program uses. */
export const LABELS = ['light', 'medium'] as const;

/** One of Zoom's rate-limit labels; all calls of a label share one limit. */
export type Label = (typeof LABELS)[number];

export const PLAN_NAMES = ['free', 'pro', 'business'] as const;

/** The account's plan; `business` stands for Business, Education, Enterprise and Partners. */
export type PlanName = (typeof PLAN_NAMES)[number];

/** What a plan allows an account, over all its apps. */
export type Plan = {
  readonly name: PlanName;
  /** Calls a second. */
  readonly perSecond: Readonly<Record<Label, number>>;
  /** Calls a UTC day; Infinity where Zoom documents no daily limit. */
  readonly perDay: Readonly<Record<Label, number>>;
  /** `POST /users` with `action=create` a UTC day: every one sends an invitation. */
  readonly createsPerDay: number;
};
