import { expect, it } from 'vitest';
import { InvitationStore } from '../../src/ledger/sqlite/invitation-store.ts';
import { openLedger } from '../support/ledger-rig.ts';

it('remembers invited users by any of their keys, each account for itself, until they are taken out', () => {
  const database = openLedger();
  const acme = new InvitationStore(database, 'acme');
  const other = new InvitationStore(database, 'other');
  const known = () =>
    [['a@x.org'], ['id-a'], ['b@x.org', 'id-a'], ['b@x.org'], []].map((keys) => acme.hasAny(keys));

  expect(known()).toEqual([false, false, false, false, false]);
  acme.add(['a@x.org', 'id-a']);
  acme.add(['a@x.org']);
  expect(known()).toEqual([true, true, true, false, false]);
  expect(other.hasAny(['a@x.org', 'id-a'])).toBe(false);

  other.remove(['a@x.org', 'id-a']);
  acme.remove(['a@x.org']);
  expect(known()).toEqual([false, true, true, false, false]);
  acme.remove(['a@x.org', 'id-a', 'never']);
  expect(known()).toEqual([false, false, false, false, false]);
});
