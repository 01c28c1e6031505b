import path from 'node:path';
import type { InputMapping } from '../core/job.ts';
import { findColumn } from '../input/header/column-names.ts';
import type { Order } from './load-job.ts';

/** What the ledger keeps of an order, so that `resume` can go on in the same way. */
export type StoredOrder = {
  /** The settings that were given, as they were given, but for a default password. */
  readonly given: Readonly<Record<string, unknown>>;
  /** Absolute path of the job, which is read again for the columns it maps and computes. */
  readonly job?: string;
  /** How the columns were mapped by a job that is not in a file. */
  readonly mapping: Pick<InputMapping, 'columns' | 'ignore'>;
  /** A password was given by `--default`, and has to be given again. */
  readonly hadPassword: boolean;
};

/** Paths are made absolute: `resume` may be called from another folder. */
export function storeOrder({ job, mapping }: Order, given: Readonly<Record<string, unknown>>): string {
  const paths = ['out', 'state', 'logFile', 'envFile'].filter((name) => typeof given[name] === 'string');
  const absolute = Object.fromEntries(paths.map((name) => [name, path.resolve(String(given[name]))]));
  const { kept, hadPassword } = withoutPassword(given.default);
  const stored: StoredOrder = {
    given: { ...given, ...absolute, ...(kept && { default: kept }) },
    hadPassword,
    mapping: {
      ...(mapping.columns && { columns: mapping.columns }),
      ...(mapping.ignore && { ignore: mapping.ignore }),
    },
    ...(job?.file !== undefined && { job: job.file }),
  };
  return JSON.stringify(stored);
}

export function readStoredOrder(text: string): StoredOrder {
  return JSON.parse(text) as StoredOrder;
}

/** Whether a default by this name is one for the password, however the column is spelt. */
export function isPassword(column: string): boolean {
  return findColumn(column) === 'password';
}

/** Defaults for columns without the one that the ledger must not hold; they are pairs in texts, or an object. */
function withoutPassword(defaults: unknown): { kept: object | undefined; hadPassword: boolean } {
  if (defaults === undefined) return { kept: undefined, hadPassword: false };
  if (Array.isArray(defaults)) {
    const kept = defaults.filter((pair) => !isPassword(String(pair).split('=', 1)[0] ?? ''));
    return { kept, hadPassword: kept.length < defaults.length };
  }
  const pairs = Object.entries(defaults as Record<string, unknown>);
  const kept = pairs.filter(([column]) => !isPassword(column));
  return { kept: Object.fromEntries(kept), hadPassword: kept.length < pairs.length };
}
