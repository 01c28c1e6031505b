import { AdaptiveRate } from '../../src/zoom/adaptive-rate.ts';

const LIMIT = 80;
const OTHER = 40;
const SHARED_MS = 60_000;
const END_MS = 120_000;
/** From a call to its answer. */
const LATENCY_MS = 50;
const PAUSE_MS = 200;

/** A rule for the pace: how many calls a second may leave now, and what a refusal changes. */
type Rule = { at(now: number): number; drop(leftAt: number, passed: number, now: number): boolean };

/** Additive increase, multiplicative decrease: one call a second more every second, and a part less at a refusal. */
function additive(kept: number): Rule {
  let pace = LIMIT;
  let since = 0;
  const at = (now: number) => Math.min(LIMIT, pace + (now - since) / 1000);
  return {
    at,
    drop: (leftAt, _passed, now) => {
      if (leftAt <= since) return false;
      pace = at(now) * kept;
      since = now;
      return true;
    },
  };
}

/** The rules side by side, in an account that refuses what goes beyond its limit in a sliding second. */
export function modelSharing(): string[][] {
  return [
    ['as `AdaptiveRate` does', ...play(new AdaptiveRate({ ofAccount: LIMIT, share: 1 }))],
    ['+1 a second, × 0.5', ...play(additive(0.5))],
    ['+1 a second, × 0.9', ...play(additive(0.9))],
  ];
}

function play(rule: Rule): string[] {
  const passed: number[] = [];
  const answers: { at: number; leftAt: number; refused: boolean }[] = [];
  const ours: { at: number; refused: boolean }[] = [];
  let [nextOurs, nextOther, pausedUntil] = [0, 0, 0];
  for (let now = 0; now < END_MS; now++) {
    while (passed[0] !== undefined && passed[0] <= now - 1000) passed.shift();
    while (answers[0] !== undefined && answers[0].at <= now) {
      const { leftAt, refused } = answers.shift() ?? { leftAt: 0, refused: false };
      const recent = ours.filter(({ at, refused: no }) => !no && at > leftAt - 1000 && at < leftAt).length;
      if (refused && rule.drop(leftAt, recent, now)) pausedUntil = now + PAUSE_MS;
    }
    if (now < SHARED_MS && now >= nextOther) {
      nextOther += 1000 / OTHER;
      if (passed.length < LIMIT) passed.push(now);
    }
    if (now < nextOurs || now < pausedUntil) continue;
    nextOurs = Math.max(nextOurs, now - 1) + 1000 / rule.at(now);
    const refused = passed.length >= LIMIT;
    if (!refused) passed.push(now);
    ours.push({ at: now, refused });
    answers.push({ at: now + LATENCY_MS, leftAt: now, refused });
  }
  const shared = ours.filter(({ at }) => at < SHARED_MS);
  const letIn = shared.filter(({ refused }) => !refused).length;
  const back = ours.find(
    ({ at }) =>
      at > SHARED_MS &&
      ours.filter((call) => !call.refused && call.at >= at && call.at < at + 1000).length >= LIMIT * 0.95,
  );
  return [
    `${((100 * (shared.length - letIn)) / shared.length).toFixed(1)} %`,
    `${((100 * letIn) / (SHARED_MS / 1000) / (LIMIT - OTHER)).toFixed(0)} %`,
    back ? ((back.at - SHARED_MS) / 1000).toFixed(1) : 'not within a minute',
  ];
}
