import { describe, expect, it } from 'vitest';
import { PLANS } from '../../src/core/plans.ts';
import { ZoomError, type ZoomErrorKind } from '../../src/core/zoom-error.ts';
import { DayQuotas } from '../../src/engine/day-quotas.ts';
import { InvitationReservation } from '../../src/engine/invitation-reservation.ts';
import { Stopped } from '../../src/engine/stop.ts';
import { AT, DAY_MS, TODAY } from '../support/engine-rig.ts';
import { holdAccount } from '../support/ledger-rig.ts';
import { MemoryLedger } from '../support/memory-ledger.ts';

const TOMORROW = '2026-11-23';

/** A row's invitation, on a day of which `left` are left. */
async function makeReservation({ takenAt = undefined as number | undefined, left = 50 } = {}) {
  const { quotas: ledger } = await holdAccount(new MemoryLedger());
  await ledger.raise(TODAY, 'create', 50 - left);
  const clock = { now: AT };
  const now = () => clock.now;
  const quotas = new DayQuotas({ ledger, plan: PLANS.free, share: 1, now, onUsedUp: () => undefined });
  const invitation = new InvitationReservation(quotas, now, takenAt);
  const used = async (day = TODAY) => (await ledger.get(day, 'create')).used;
  return { invitation, clock, used, ledger };
}

const error = (kind: ZoomErrorKind, inDoubt = false) => new ZoomError({ kind, message: 'no', inDoubt });

describe('the invitation of a row', () => {
  it('is one, however often the row is sent on a day', async () => {
    const { invitation, used, clock } = await makeReservation();
    for (let i = 0; i < 3; i++) await invitation.take();
    clock.now += 60_000;
    await invitation.take();
    expect(await used()).toBe(1);
  });

  it('is another one on another day, and that is the one that is given back', async () => {
    const { invitation, used, clock } = await makeReservation();
    await invitation.take();
    clock.now += DAY_MS;
    await invitation.take();
    expect([await used(), await used(TOMORROW)]).toEqual([1, 1]);
    await invitation.settle(error('rejected'), false);
    expect([await used(), await used(TOMORROW)]).toEqual([1, 0]);
  });

  it('is refused when none is left, unless the row has one', async () => {
    const { invitation, used } = await makeReservation({ left: 0 });
    await expect(invitation.require()).rejects.toMatchObject({ kind: 'inviteQuota' });
    await expect(invitation.take()).rejects.toMatchObject({ kind: 'inviteQuota' });
    expect(await used()).toBe(50);

    const earlier = await makeReservation({ left: 0, takenAt: AT - 60_000 });
    await earlier.invitation.require();
    await earlier.invitation.take();
    expect(await earlier.used()).toBe(50);
  });

  it('of an earlier session counts on its own day only', async () => {
    const { invitation, used } = await makeReservation({ takenAt: AT - DAY_MS });
    await invitation.take();
    expect([await used('2026-11-21'), await used()]).toEqual([0, 1]);
  });

  it('is not needed before it is taken', async () => {
    const { invitation, used } = await makeReservation();
    await invitation.require();
    expect(await used()).toBe(0);
  });
});

describe('when a create has ended with an error, the invitation', () => {
  it.each<[string, unknown, boolean, number]>([
    ['is given back: Zoom refused', error('rejected'), true, 0],
    ['is given back: the account had the user', error('exists'), true, 0],
    ['is given back: no call is left today', error('rateDaily'), false, 0],
    ['is kept: nobody knows', error('reset', true), true, 1],
    ['is kept: Zoom says that none is left', error('inviteQuota'), false, 1],
    ['is given back: the run stopped, and nothing had left', new Stopped(), false, 0],
    ['is kept: the run stopped, and something may have taken effect', new Stopped(), true, 1],
    ['is kept: the ledger failed while something was under way', new Error('disk full'), true, 1],
  ])('%s', async (_, reason, mayHaveTakenEffect, expected) => {
    const { invitation, used } = await makeReservation();
    await invitation.take();
    await invitation.settle(reason, mayHaveTakenEffect);
    expect(await used()).toBe(expected);
  });

  it('is given back once, and taken again when the row is sent again', async () => {
    const { invitation, used } = await makeReservation();
    await invitation.take();
    await invitation.settle(error('rejected'), false);
    await invitation.settle(error('rejected'), false);
    expect(await used()).toBe(0);
    await invitation.take();
    expect(await used()).toBe(1);
  });

  it('is not given back when an earlier session took it, which may have done so itself', async () => {
    const { invitation, used } = await makeReservation({ takenAt: AT - 60_000, left: 49 });
    await invitation.settle(error('exists'), true);
    expect(await used()).toBe(1);
    // It may not count any more, so the next one needs its own.
    await invitation.take();
    expect(await used()).toBe(2);
  });

  it('is nobody’s when none was taken', async () => {
    const { invitation, used } = await makeReservation({ left: 49 });
    await invitation.settle(error('rejected'), false);
    expect(await used()).toBe(1);
  });
});
