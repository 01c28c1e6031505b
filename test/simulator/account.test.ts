import { expect, it } from 'vitest';
import { Account } from '../../src/simulator/state/account.ts';
import { fromSeed } from '../../src/simulator/state/simulated-user.ts';
import { settingsFrom } from '../../src/simulator/state/simulator-settings.ts';

function smallAccount() {
  const account = new Account(settingsFrom({ maxBasic: 2 }, []));
  const add = (name: string) =>
    account.add(fromSeed({ email: `${name}@Example.com`, id: name, fields: { vanity_name: name } }, 0));
  return { account, add };
}

it('a removed user leaves id, address, seat and vanity name free', () => {
  const { account, add } = smallAccount();
  const [ann, bob] = [add('ann'), add('bob')];
  expect(account.hasSeat(1)).toBe(false);
  account.remove(ann, { action: 'delete' });
  expect(account.find('ann')).toBeUndefined();
  expect(account.find('ANN@example.com')).toBeUndefined();
  expect(account.ownerOfVanityName('ann')).toBeUndefined();
  expect(account.hasSeat(1)).toBe(true);
  expect(account.count('active')).toBe(1);
  expect(account.removed).toEqual([{ email: 'ann@Example.com', id: 'ann', action: 'delete' }]);
  const again = add('ann');
  expect(account.find('ann@example.com')).toBe(again);
  expect(account.users).toEqual([bob, again]);
});

it('whoever reads on from a place misses nobody when users before it are removed', () => {
  const { account, add } = smallAccount();
  const [ann, cid, dan] = [add('ann'), add('cid'), add('dan')];
  account.remove(ann, { action: 'delete' });
  expect([...account.from(cid.place)]).toEqual([cid, dan]);
  account.remove(cid, { action: 'disassociate' });
  expect([...account.from(cid.place)]).toEqual([dan]);
});

it('a user with another address is found by it and by the id, and the old address is free', () => {
  const { account, add } = smallAccount();
  const ann = add('ann');
  account.changeEmail(ann, 'Eve@example.com');
  expect(account.find('ann@example.com')).toBeUndefined();
  expect(account.find('eve@EXAMPLE.com')).toBe(ann);
  expect(account.find('ann')).toBe(ann);
  expect(account.users).toEqual([ann]);
  expect(ann.email).toBe('Eve@example.com');
});

it('a vanity name is free once its owner has another', () => {
  const { account, add } = smallAccount();
  const ann = add('ann');
  account.change(ann, { fields: { vanity_name: 'eve' } });
  expect(account.ownerOfVanityName('ann')).toBeUndefined();
  expect(account.ownerOfVanityName('eve')).toBe(ann);
});
