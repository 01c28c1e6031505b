import { describe, expect, it } from 'vitest';
import type { QuotaLedger } from '../../../src/core/ledger.ts';
import { holdAccount } from '../../support/ledger-rig.ts';
import type { OpenLedger } from '../contract.ts';

const DAY = '2026-11-22';
const NEXT_DAY = '2026-11-23';

/** Takes until nothing is left, and counts. */
async function takeAll(quotas: QuotaLedger, limit: number): Promise<number> {
  let taken = 0;
  while (await quotas.take(DAY, 'create', limit)) taken++;
  return taken;
}

export function describeQuotas(open: OpenLedger): void {
  const openQuotas = async () => (await holdAccount(await open())).quotas;

  describe('the quota of a day', () => {
    it.each([0, 1, 3])('of %i is given out, and not one more', async (limit) => {
      const quotas = await openQuotas();
      expect(await takeAll(quotas, limit)).toBe(limit);
      expect(await quotas.take(DAY, 'create', limit)).toBe(false);
      expect(await quotas.get(DAY, 'create')).toEqual({ used: limit, closed: false });
    });

    it('is given out no more than once, however many ask at the same time', async () => {
      const quotas = await openQuotas();
      const taken = await Promise.all([1, 2, 3, 4, 5].map(() => quotas.take(DAY, 'create', 3)));
      expect(taken.filter(Boolean)).toHaveLength(3);
    });

    it('is counted for every account, day and kind for itself, and anybody may read it', async () => {
      const ledger = await open();
      const [acme, other] = [await holdAccount(ledger), await holdAccount(ledger, 'other')];
      expect(await acme.quotas.take(DAY, 'create', 1)).toBe(true);
      expect(await other.quotas.take(DAY, 'create', 1)).toBe(true);
      expect(await acme.quotas.take(NEXT_DAY, 'create', 1)).toBe(true);
      expect(await acme.quotas.take(DAY, 'light', 1)).toBe(true);
      expect(await acme.quotas.take(DAY, 'create', 1)).toBe(false);
      await acme.quotas.close(DAY, 'light');
      const read = [
        await ledger.quotaDay('acme', DAY, 'create'),
        await ledger.quotaDay('acme', DAY, 'light'),
        await ledger.quotaDay('acme', NEXT_DAY, 'light'),
        await ledger.quotaDay('other', DAY, 'create'),
        await ledger.quotaDay('nobody', DAY, 'create'),
      ];
      expect(read).toEqual([
        { used: 1, closed: false },
        { used: 1, closed: true },
        { used: 0, closed: false },
        { used: 1, closed: false },
        { used: 0, closed: false },
      ]);
    });

    it('is given out again where it was given back, and never goes below nothing', async () => {
      const quotas = await openQuotas();
      await quotas.giveBack(DAY, 'create');
      await takeAll(quotas, 2);
      await quotas.giveBack(DAY, 'create');
      expect(await takeAll(quotas, 2)).toBe(1);
      for (let i = 0; i < 5; i++) await quotas.giveBack(DAY, 'create');
      expect(await takeAll(quotas, 2)).toBe(2);
    });

    it('is not given out any more once it is closed, used or not, and keeps its count', async () => {
      const quotas = await openQuotas();
      await quotas.close(DAY, 'medium');
      await quotas.take(DAY, 'create', 5);
      await quotas.close(DAY, 'create');
      await quotas.close(DAY, 'create');
      expect(await quotas.take(DAY, 'medium', 5)).toBe(false);
      expect(await quotas.take(DAY, 'create', 5)).toBe(false);
      expect(await quotas.take(NEXT_DAY, 'create', 5)).toBe(true);
      expect(await quotas.get(DAY, 'create')).toEqual({ used: 1, closed: true });
      expect(await quotas.get(DAY, 'medium')).toEqual({ used: 0, closed: true });
    });

    it('is raised, and never lowered', async () => {
      const quotas = await openQuotas();
      await quotas.raise(DAY, 'create', 4);
      await quotas.raise(DAY, 'create', 2);
      expect(await takeAll(quotas, 5)).toBe(1);
      expect(await quotas.get(DAY, 'create')).toEqual({ used: 5, closed: false });
    });

    it('is as large as ever when nothing happened', async () => {
      const quotas = await openQuotas();
      expect(await quotas.get(DAY, 'medium')).toEqual({ used: 0, closed: false });
    });
  });
}
