import { expect, it } from 'vitest';
import type { AccountUsers, SeenUser } from '../../../src/core/account-users.ts';
import { holdAccount } from '../../support/ledger-rig.ts';
import type { OpenLedger } from '../contract.ts';

const HOUR = 3_600_000;
const DONE = { next: '', isDone: true };
const BEFORE = { next: '', isDone: false };

const ann = { id: 'id-ann', email: 'Ann@example.com', dept: 'Sales' };
const ben = { id: 'id-ben', email: 'ben@example.com' };
const pen = { email: 'pen@example.com' };

async function all(users: AccountUsers): Promise<SeenUser[]> {
  return (await Array.fromAsync(users.all())).flat();
}

export function describeUsers(open: OpenLedger): void {
  it('keeps the users of an account as they were read, each account for itself', async () => {
    const ledger = await open();
    const users = (await holdAccount(ledger)).users();
    const other = (await holdAccount(ledger, 'other')).users();
    await users.begin(1_000, HOUR);
    await users.keepPage('active', [ann], { next: 'two', isDone: false }, 1_000);
    await users.keepPage('active', [ben], DONE, 1_000);
    await users.keepPage('pending', [pen], DONE, 1_000);
    const seen = { status: 'active', shown: ann, isWhole: false };
    expect(await users.find('ann@EXAMPLE.com'), 'by its address, whatever its case').toEqual(seen);
    expect(await users.find('id-ann'), 'by its id').toEqual(seen);
    expect(await users.find('id-nobody')).toBeUndefined();
    expect(await users.count()).toEqual({ active: 2, inactive: 0, pending: 1 });
    expect((await all(users)).map(({ shown }) => shown)).toEqual([ann, ben, pen]);
    expect((await Array.fromAsync(users.addresses())).flat()).toEqual([
      'ann@example.com',
      'ben@example.com',
      'pen@example.com',
    ]);
    expect(await all(other)).toEqual([]);
  });

  it('puts a user in the place of the one with its address, and takes users out', async () => {
    const users = (await holdAccount(await open())).users();
    await users.begin(1_000, HOUR);
    await users.keepPage('active', [ann, ben], DONE, 1_000);
    const whole: SeenUser = { status: 'inactive', shown: { ...ann, job_title: 'Boss' }, isWhole: true };
    await users.put(whole);
    await users.remove({ status: 'active', shown: ben, isWhole: false });
    expect(await all(users)).toEqual([whole]);
    await users.keepPage('pending', [{ id: 'id-without-address' }], DONE, 1_000);
    expect(await users.find('id-without-address')).toMatchObject({ status: 'pending' });
  });

  it('takes up a reading that was cut short where it was, unless that is too long ago', async () => {
    const ledger = await open();
    const first = (await holdAccount(ledger)).users();
    await first.begin(1_000, HOUR);
    await first.keepPage('active', [ann], DONE, 2_000);
    await first.keepPage('inactive', [ben], { next: 'two', isDone: false }, 3_000);
    const again = (at: number) => first.begin(at, HOUR);
    const reached = { active: DONE, inactive: { next: 'two', isDone: false }, pending: BEFORE };
    expect(await again(3_000 + HOUR)).toEqual(reached);
    expect(await all(first)).toHaveLength(2);
    expect(await again(3_001 + HOUR), 'too long ago').toEqual({
      active: BEFORE,
      inactive: BEFORE,
      pending: BEFORE,
    });
    expect(await all(first)).toEqual([]);
  });

  it.each([
    ['one that is complete', async (users: AccountUsers) => users.complete()],
    ['one that was forgotten', async (users: AccountUsers) => users.forget()],
  ])('begins anew after %s', async (_, end) => {
    const users = (await holdAccount(await open())).users();
    await users.begin(1_000, HOUR);
    await users.keepPage('active', [ann], DONE, 1_000);
    await end(users);
    expect(await users.begin(1_000, HOUR)).toEqual({ active: BEFORE, inactive: BEFORE, pending: BEFORE });
    expect(await all(users)).toEqual([]);
  });

  it('forgets what a reading has left behind, once it is too old to be taken up', async () => {
    const users = (await holdAccount(await open())).users();
    await users.begin(1_000, HOUR);
    await users.keepPage('active', [ann], DONE, 1_000);
    await users.forgetStale(1_000 + HOUR, HOUR);
    expect(await all(users)).toHaveLength(1);
    await users.forgetStale(1_001 + HOUR, HOUR);
    expect(await all(users)).toEqual([]);
  });

  it('begins anew when the clock was set back behind the last page', async () => {
    const users = (await holdAccount(await open())).users();
    await users.begin(HOUR, HOUR);
    await users.keepPage('active', [ann], DONE, HOUR);
    expect((await users.begin(HOUR - 1, HOUR)).active).toEqual(BEFORE);
  });

  it('forgets what a list has shown that begins anew, and nothing of the others', async () => {
    const users = (await holdAccount(await open())).users();
    await users.begin(1_000, HOUR);
    await users.keepPage('active', [ann], { next: 'two', isDone: false }, 1_000);
    await users.keepPage('inactive', [ben], DONE, 1_000);
    await users.restart('active');
    expect((await all(users)).map(({ shown }) => shown)).toEqual([ben]);
  });
}
