import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { AT_ONCE, Rig, until } from '../support/cli-rig.ts';

const LIMITS = { business: { light: 80, medium: 60 }, free: { light: 4, medium: 2 } } as const;
const LABELS = ['light', 'medium'] as const;

/** How far apart the label keeps two calls beyond the second, since some requests are longer on their way than others. */
const GUARD_MS = 20;
const RESOLUTION_MS = 2;

/** The most calls that left in any 1,000 ms, by the log of the run itself. */
function mostInSecond(rig: Rig, label: string): number {
  const departures = readFileSync(rig.path('out', 'run.log'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter((entry) => entry.msg === 'request' && entry.label === label)
    .map(({ time, durationMs }) => Date.parse(time) - durationMs)
    .sort((a, b) => a - b);
  return Math.max(
    ...departures.map((from) => departures.filter((at) => at >= from && at < from + 1_000).length),
  );
}

// On a machine that is too busy to send a request when it means to, there is a second try.
describe('no second has more calls than the plan allows, and none is idle', { ...AT_ONCE, retry: 2 }, () => {
  it.each([
    { plan: 'business', light: 200, medium: 120 },
    { plan: 'free', light: 32, medium: 16 },
  ] as const)('on $plan', async ({ plan, light, medium }) => {
    await using rig = await Rig.open({ plan, latencyMs: [40, 120] });
    const { simulator } = rig;
    const rows = Array.from({ length: light }, (_, index) => `ssoCreate,u${index}@example.com,basic,`);
    for (let index = 0; index < medium; index++) {
      simulator.seed({ email: `p${index}@example.com` });
      rows.splice(index * 2, 0, `password,p${index}@example.com,,Granite-Pillow-92`);
    }
    const input = rig.write('input.csv', ['action,email,type,password', ...rows]);
    const stalls = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
    const run = rig.start(['run', input, '--out', 'out', '--plan', plan, '--yes', '--log-level', 'debug']);
    await until(() => simulator.stats().requests > 0, 'the run sends');
    stalls.enable();
    const end = await run.ended;
    stalls.disable();
    expect(end.code).toBe(0);
    for (const label of LABELS) {
      expect(mostInSecond(rig, label)).toBeLessThanOrEqual(LIMITS[plan][label]);
      expect(mostInSecond(rig, label)).toBeGreaterThan(LIMITS[plan][label] * 0.7);
    }

    const { refused, maxInSecond, requests } = simulator.stats();
    // A stall of this process, in which the simulator lives, makes a rush of what was none.
    if (refused.perSecond > 0 && stalls.max / 1e6 > GUARD_MS + RESOLUTION_MS) return;
    expect({ requests, refused }).toEqual({
      // One for the list of pending users.
      requests: light + medium + 1,
      refused: { perSecond: 0, daily: 0, createQuota: 0, concurrent: 0 },
    });
    for (const label of LABELS) {
      expect(maxInSecond[label].fixed).toBeLessThanOrEqual(LIMITS[plan][label]);
      expect(maxInSecond[label].sliding).toBeLessThanOrEqual(LIMITS[plan][label]);
    }
  });
});

describe('two runs, one right after the other', AT_ONCE, () => {
  it('stay within the limit together', async () => {
    await using rig = await Rig.open({ plan: 'free' });
    const row = (user: string) => {
      rig.simulator.seed({ email: `${user}@example.com` });
      return `password,${user}@example.com,Granite-Pillow-92`;
    };
    const first = rig.write('first.csv', ['action,email,password', row('a')]);
    const second = rig.write('second.csv', ['action,email,password', row('b'), row('c')]);
    for (const input of [first, second]) {
      const { code } = await rig.cli(['run', input, '--plan', 'free', '--yes']);
      expect(code).toBe(0);
    }
    expect(rig.simulator.stats().refused.perSecond).toBe(0);
  });
});
