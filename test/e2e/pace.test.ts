import { describe, expect, it } from 'vitest';
import { AT_ONCE, Rig } from './rig.ts';

const LIMITS = { business: { light: 80, medium: 60 }, free: { light: 4, medium: 2 } } as const;

// A stall of this process, in which the simulator lives, can make a rush of what was none.
describe('no second has more calls than the plan allows, and none is refused', {
  ...AT_ONCE,
  retry: 2,
}, () => {
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
    const end = await rig.cli(['run', input, '--out', 'out', '--plan', plan, '--yes']);
    expect(end.code).toBe(0);
    const { refused, maxInSecond, requests } = simulator.stats();
    expect(requests).toBe(light + medium);
    expect(refused).toEqual({ perSecond: 0, daily: 0, createQuota: 0, concurrent: 0 });
    for (const lane of ['light', 'medium'] as const) {
      expect(maxInSecond[lane].fixed).toBeLessThanOrEqual(LIMITS[plan][lane]);
      expect(maxInSecond[lane].sliding).toBeLessThanOrEqual(LIMITS[plan][lane]);
      // And none is idle either.
      expect(maxInSecond[lane].sliding).toBeGreaterThan(LIMITS[plan][lane] * 0.7);
    }
  });
});
