import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Order } from '../../src/config/load-job.ts';
import { isPassword, readStoredOrder, storeOrder } from '../../src/config/stored-order.ts';

const ORDER: Order = { input: '/data/people.csv', mapping: {} };

describe('a stored order', () => {
  it('keeps what was given, with absolute paths, and nothing else', () => {
    const given = {
      plan: 'free',
      share: '50%',
      out: 'reports/1',
      state: '/var/lib/zp',
      logFile: 'run.log',
      envFile: '.env',
      protect: ['boss@x.org'],
      default: ['action=update'],
    };
    expect(readStoredOrder(storeOrder(ORDER, given))).toEqual({
      given: {
        ...given,
        out: path.resolve('reports/1'),
        logFile: path.resolve('run.log'),
        envFile: path.resolve('.env'),
      },
      mapping: {},
      hadPassword: false,
    });
  });

  it('keeps nothing of nothing', () => {
    expect(readStoredOrder(storeOrder(ORDER, {}))).toEqual({ given: {}, mapping: {}, hadPassword: false });
  });

  it('names the file of a job, which is read again, and keeps the mapping of a job without one', () => {
    const mapping = { columns: { Abteilung: 'dept' }, ignore: ['Cost'], compute: { dept: () => 'IT' } };
    const job = { name: 'The job', options: {} };
    expect(
      readStoredOrder(storeOrder({ ...ORDER, mapping, job: { ...job, file: '/jobs/a.ts' } }, {})),
    ).toMatchObject({
      job: '/jobs/a.ts',
    });
    const stored = readStoredOrder(storeOrder({ ...ORDER, mapping, job }, {}));
    expect(stored).toEqual({
      given: {},
      mapping: { columns: { Abteilung: 'dept' }, ignore: ['Cost'] },
      hadPassword: false,
    });
  });

  it.each([
    'password',
    'Password',
    ' password ',
    'PASS WORD',
    'pass_word',
    'Initial Password',
    'temporary-password',
    'pwd',
    'PWD',
  ])('never keeps a default given for %s', (column) => {
    expect(isPassword(column)).toBe(true);
    for (const defaults of [
      [`${column}=Hidden#1=x`, 'action=update'],
      { [column]: 'Hidden#1=x', action: 'update' },
    ]) {
      const text = storeOrder(ORDER, { default: defaults });
      expect(text).not.toContain('Hidden');
      expect(readStoredOrder(text)).toEqual({
        given: { default: Array.isArray(defaults) ? ['action=update'] : { action: 'update' } },
        mapping: {},
        hadPassword: true,
      });
    }
  });

  it.each(['dept', 'custom.password', 'passport', ''])('does not take %j for the password', (column) => {
    expect(isPassword(column)).toBe(false);
  });
});
