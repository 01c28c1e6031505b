import { expect, it } from 'vitest';
import { newSalt, rowDigester } from '../../src/input/rows/row-digester.ts';
import { makeTask } from '../support/perform.ts';

const digester = rowDigester('salt');
const TASK = makeTask('update', { dept: 'Sales', license_info_list: [{ license: 72_057_594_037_927_936n }] });

it.each([
  ['another line', { ...TASK, line: 9 }, 'same'],
  ['a warning', { ...TASK, warnings: [{ message: 'odd' }] }, 'same'],
  ['another action', { ...TASK, action: 'ssoCreate' as const }, 'other'],
  ['another address', { ...TASK, email: 'other@x.org' }, 'other'],
  ['an id beside it', { ...TASK, userId: 'id-a' }, 'other'],
  ['another cell', { ...TASK, fields: { ...TASK.fields, dept: 'Sale' } }, 'other'],
  ['a cell less', { ...TASK, fields: { dept: 'Sales' } }, 'other'],
  [
    'a licence that a number cannot tell from it',
    { ...TASK, fields: { ...TASK.fields, license_info_list: [{ license: 72_057_594_037_927_937n }] } },
    'other',
  ],
  ['something in the query', { ...TASK, query: { login_type: '100' } }, 'other'],
  ['a value by default', { ...TASK, added: ['dept'] }, 'other'],
  ['a password', { ...TASK, fields: { ...TASK.fields, password: 'Secret#1' } }, 'otherSecret'],
  ['a host key', { ...TASK, fields: { ...TASK.fields, host_key: '123456' } }, 'otherSecret'],
] as const)('a row with %s is %s', (_what, other, sameness) => {
  expect(digester.compare(other, digester.digest(TASK))).toBe(sameness);
});

it('a row of which nothing is on record is known to nobody', () => {
  expect(digester.compare(TASK, undefined)).toBe('other');
});

it('the same row has another digest in another run', () => {
  expect(rowDigester(newSalt()).digest(TASK)).not.toBe(rowDigester(newSalt()).digest(TASK));
});

it('what is on record of a row with a password cannot be found again with all that the ledger has', () => {
  const secret = makeTask('password', { password: 'Secret#1' });
  const [one = '', other = ''] = [rowDigester('salt'), rowDigester('salt')].map((its) => its.digest(secret));
  expect(one.slice(0, 16)).toBe(other.slice(0, 16));
  expect(one.slice(0, 16)).toBe(
    digester.digest(makeTask('password', { password: 'Another#1' })).slice(0, 16),
  );
  expect(one.slice(16)).not.toBe(other.slice(16));
});
