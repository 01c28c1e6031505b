import { expect, it } from 'vitest';
import { holdAccount } from '../../support/ledger-rig.ts';
import type { OpenLedger } from '../contract.ts';

export function describeInvitations(open: OpenLedger): void {
  it('remembers invited users by any of their keys, each account for itself, until they are taken out', async () => {
    const ledger = await open();
    const { invitations: acme } = await holdAccount(ledger);
    const { invitations: other } = await holdAccount(ledger, 'other');
    const known = () =>
      Promise.all(
        [['a@x.org'], ['id-a'], ['b@x.org', 'id-a'], ['b@x.org'], []].map((keys) => acme.hasAny(keys)),
      );

    expect(await known()).toEqual([false, false, false, false, false]);
    await acme.add(['a@x.org', 'id-a']);
    await acme.add(['a@x.org']);
    expect(await known()).toEqual([true, true, true, false, false]);
    expect(await other.hasAny(['a@x.org', 'id-a'])).toBe(false);

    await other.remove(['a@x.org', 'id-a']);
    await acme.remove(['a@x.org']);
    expect(await known()).toEqual([false, true, true, false, false]);
    await acme.remove(['a@x.org', 'id-a', 'never']);
    expect(await known()).toEqual([false, false, false, false, false]);
  });
}
