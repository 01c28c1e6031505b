import { describe, expect, it } from 'vitest';
import { ZoomError } from '../../src/core/zoom-error.ts';
import { NEVER } from '../support/permits.ts';
import { startRig } from '../support/zoom-rig.ts';

describe('a run over real connections', () => {
  it('has nothing refused in its first seconds, although each of its first requests waits for a connection', async () => {
    const limit = 20;
    const { simulator, zoom, limiters } = await startRig({
      perSecond: limit,
      simulator: { perSecond: { light: limit }, latencyMs: [200, 400] },
    });
    const users = Array.from({ length: 2 * limit + 2 }, (_, number) => `user${number}@example.com`);
    for (const email of users) simulator.seed({ email });
    const look = async (user: string) => {
      const request = await zoom.prepare({ endpoint: 'getUser', user }, NEVER);
      const permit = await limiters.light.acquire(NEVER);
      const answer = await request.send(() => permit.sent());
      return answer instanceof ZoomError ? answer.kind : answer.status;
    };
    expect(await Promise.all(users.map(look))).toEqual(users.map(() => 200));
  });
});
