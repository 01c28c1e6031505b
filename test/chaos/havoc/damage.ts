import { cpSync, existsSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { damageFile } from '../../support/damage-file.ts';
import { Random } from '../random.ts';
import type { Stage } from '../stage.ts';

/** Between two sessions the ledger is damaged, as a disk does that fails. */
export type Damage = { readonly file: 'ledger.db' | 'ledger.db-wal'; readonly seed: number };

export function planDamage(random: Random): Damage {
  return {
    file: random.pick(['ledger.db', 'ledger.db-wal']),
    seed: random.between(0, 2 ** 31),
  };
}

/** What was done to the ledger as it is. */
export type DamageDone = {
  readonly what: string;
  /** A copy of the state from before. */
  readonly copy: string;
  /** How many requests had been sent until then. */
  readonly requests: number;
  /** The copy was damaged, too. */
  readonly earlier: DamageDone | undefined;
};

/** Damages the ledger, of which a copy is kept. The newest commits are a file of their own only after a kill. */
export function damageLedger({ file, seed }: Damage, stage: Stage): void {
  const { state, counts, requests, damage: earlier } = stage;
  const wanted = path.join(state, file);
  const damaged = existsSync(wanted) && statSync(wanted).size > 0 ? wanted : path.join(state, 'ledger.db');
  const copy = `${state}-${counts.damagedLedgers}`;
  cpSync(state, copy, { recursive: true });
  const what = `${path.basename(damaged)}: ${damageFile(damaged, new Random(seed))}`;
  stage.damage = { what, copy, requests, earlier };
  counts.damagedLedgers++;
}

/**
 * The ledger was refused. Its copy is put back, as an operator does.
 * @returns false when requests have been sent since that are not in the copy, so that nothing can be done with it
 */
export function putCopyBack(stage: Stage): boolean {
  const { state, damage, requests } = stage;
  if (damage?.requests !== requests) return false;
  rmSync(state, { recursive: true, force: true });
  cpSync(damage.copy, state, { recursive: true });
  stage.damage = damage.earlier;
  return true;
}
