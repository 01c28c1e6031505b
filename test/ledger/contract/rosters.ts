import { expect, it } from 'vitest';
import type { Roster, RosterPerson } from '../../../src/core/roster.ts';
import { holdAccount } from '../../support/ledger-rig.ts';
import type { OpenLedger } from '../contract.ts';

const ANN: RosterPerson = {
  line: 2,
  email: 'Ann@example.com',
  userId: 'id-ann',
  employeeId: 'E1',
  fields: { dept: 'Sales', zoom_one_type: 72057594037927936n, phone_numbers: [{ number: '5550100' }] },
  cells: [
    { column: 'dept', text: 'Sales\nand more' },
    { column: 'type', text: 'basic', onlyNew: true },
  ],
};
const BOB: RosterPerson = {
  line: 7,
  email: 'bob@example.com',
  fields: {},
  cells: [],
  problems: [{ column: 'dept', message: 'is wrong' }],
};

export function describeRosters(open: OpenLedger): void {
  const rosterOf = async (account?: string): Promise<Roster> => {
    const ledger = await open();
    return (await holdAccount(ledger, account)).roster();
  };

  it('has the people of a roster in the order of their lines, as they were put there, until they are cleared', async () => {
    const roster = await rosterOf();
    expect(await Array.fromAsync(roster.all())).toEqual([]);
    await roster.add([BOB]);
    await roster.add([ANN]);
    expect((await Array.fromAsync(roster.all())).flat()).toEqual([ANN, BOB]);
    await roster.clear();
    expect(await Array.fromAsync(roster.all())).toEqual([]);
    expect(await roster.naming({ email: 'ann@example.com' })).toEqual([]);
  });

  it('has more people than are read together', async () => {
    const roster = await rosterOf();
    const people = Array.from({ length: 2_500 }, (_, index) => ({ line: index + 2, fields: {}, cells: [] }));
    await roster.add(people);
    expect((await Array.fromAsync(roster.all())).flat().map(({ line }) => line)).toEqual(
      people.map(({ line }) => line),
    );
    await roster.clear();
    expect(await Array.fromAsync(roster.all())).toEqual([]);
  });

  it('finds people by any of their names, an address in any case, two at most', async () => {
    const roster = await rosterOf();
    const twins = [8, 9, 10].map((line) => ({ ...ANN, line }));
    await roster.add([ANN, BOB]);
    expect(await roster.naming({ email: 'ANN@example.com' })).toEqual([ANN]);
    expect(await roster.naming({ userId: 'id-ann' })).toEqual([ANN]);
    expect(await roster.naming({ employeeId: 'E1' })).toEqual([ANN]);
    expect(await roster.naming({ userId: 'id-ANN', employeeId: 'e1' })).toEqual([]);
    expect(await roster.naming({})).toEqual([]);
    expect(await roster.naming({ email: 'bob@example.com', employeeId: 'E1' })).toEqual([ANN, BOB]);
    await roster.add(twins);
    expect((await roster.naming({ email: 'ann@example.com' })).map(({ line }) => line)).toEqual([2, 8]);
    expect(await roster.linesOf({ email: 'ANN@example.com' })).toEqual([2, 8]);
    expect(await roster.linesOf({ userId: 'id-bob' })).toEqual([]);
  });

  it('knows whom a row may be about that only mentions an address', async () => {
    const roster = await rosterOf();
    await roster.add([ANN, { ...BOB, mentions: ['Cem@example.com', 'dan@example.com'] }]);
    expect(await roster.mayName({ email: 'cem@example.com' })).toBe(true);
    expect(await roster.mayName({ email: 'dan@example.com', userId: 'x' })).toBe(true);
    expect(await roster.mayName({ userId: 'id-ann' })).toBe(true);
    expect(await roster.mayName({ email: 'eve@example.com', userId: 'id-eve' })).toBe(false);
    expect(await roster.naming({ email: 'cem@example.com' })).toEqual([]);
    await roster.clear();
    expect(await roster.mayName({ email: 'cem@example.com' })).toBe(false);
  });

  it('remembers how many people the last sync of a scope named, each account for itself', async () => {
    const ledger = await open();
    const acme = (await holdAccount(ledger)).roster();
    const other = (await holdAccount(ledger, 'other')).roster();
    expect(await acme.lastCount('')).toBeUndefined();
    await acme.keepCount('', 12);
    await acme.keepCount('*@example.com', 7);
    await acme.keepCount('', 10);
    expect(await acme.lastCount('')).toBe(10);
    expect(await acme.lastCount('*@example.com')).toBe(7);
    expect(await other.lastCount('')).toBeUndefined();
    await acme.clear();
    expect(await acme.lastCount('')).toBe(10);
  });

  it('finds users by their employee id', async () => {
    const ledger = await open();
    const users = (await holdAccount(ledger)).users();
    const user = (name: string, id?: string) => ({
      status: 'active' as const,
      shown: { email: `${name}@example.com`, id: `id-${name}`, ...(id && { employee_unique_id: id }) },
      isWhole: false,
    });
    for (const each of [
      user('ann', 'E1'),
      user('bob'),
      user('dan', 'E2'),
      user('cem', 'E2'),
      user('eve', 'E2'),
    ])
      await users.put(each);
    expect(await users.withEmployeeId('E1')).toEqual([user('ann', 'E1')]);
    expect(await users.withEmployeeId('E2')).toEqual([user('cem', 'E2'), user('dan', 'E2')]);
    expect(await users.withEmployeeId('e1')).toEqual([]);
  });
}
