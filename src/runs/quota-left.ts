import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Environment, readAccess } from '../config/credentials.ts';
import { UsageError } from '../core/usage-error.ts';
import { LEDGER_FILE, openDatabase } from '../ledger/sqlite/open-database.ts';
import { QuotaStore, utcDay } from '../ledger/sqlite/quota-store.ts';

/**
 * How many of today's invitations the ledger has counted for the account that the environment names; all of them when
 * Zoom has closed the day. Without credentials or a ledger nobody can tell, and none is taken to be used.
 */
export function invitationsUsed(
  folder: string,
  environment: Environment,
  perDay: number,
  now: number,
): number {
  const account = accountIn(environment);
  if (account === undefined || !existsSync(path.join(folder, LEDGER_FILE))) return 0;
  const database = openDatabase(folder);
  try {
    const { used, closed } = new QuotaStore(database).get(account, utcDay(now), 'create');
    return closed ? perDay : Math.min(used, perDay);
  } finally {
    database.close();
  }
}

function accountIn(environment: Environment): string | undefined {
  try {
    return readAccess(environment).account;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
