import { expect, it } from 'vitest';
import { AddressTable } from '../../src/input/address-table.ts';

it('knows the first line of every address, and takes no two for one', () => {
  const table = new AddressTable();
  const addresses = Array.from({ length: 200_000 }, (_, n) => `user${n}@${n % 10}.example.com`);
  expect(addresses.map((address, n) => table.remember(address, n + 2)).filter(Boolean)).toEqual([]);
  expect(addresses.every((address, n) => table.remember(address, 999) === n + 2)).toBe(true);
});
