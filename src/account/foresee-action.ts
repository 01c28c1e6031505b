import type { SeenUser } from '../core/account-users.ts';
import type { ActionResult } from '../core/action.ts';
import type { Change, Foreseen, ForeseenKind } from '../core/foreseen.ts';
import { type Effect, isLicensed, type RehearsedZoom } from './rehearsed-zoom.ts';

type Also = NonNullable<Foreseen['also']>[number];

/**
 * What an action that was rehearsed to its end would come to.
 * @param before the row's user as it was; undefined for one that the account does not have
 */
export function foreseeAction(
  result: ActionResult,
  { effects, met }: RehearsedZoom,
  before: SeenUser | undefined,
): Foreseen {
  const { outcome, reason } = result;
  const changes = effects.flatMap(changesBy);
  if (reason?.kind === 'onlyDisassociate') {
    const message = 'who has not accepted the invitation can be disassociated only';
    return { what: 'refused', outcome, changes: [], message };
  }
  const what = kindOf(result, effects, before, changes);
  const also = alsoOf(result, effects, met);
  const takesLicence = effects.some((effect) => takesLicenceBy(effect));
  const takesSeat = effects.some((effect) => 'takesSeat' in effect && effect.takesSeat);
  return {
    what,
    outcome,
    changes,
    ...(takesLicence && { takesLicence: true }),
    ...(takesSeat && { takesSeat: true }),
    ...(also.length > 0 && { also }),
  };
}

function kindOf(
  { outcome, awaitsInvitation, reason }: ActionResult,
  effects: readonly Effect[],
  before: SeenUser | undefined,
  changes: readonly Change[],
): ForeseenKind {
  const has = <Kind extends Effect['kind']>(kind: Kind) =>
    effects.find((effect): effect is Extract<Effect, { kind: Kind }> => effect.kind === kind);
  if (has('create')) return 'creates';
  if (has('remove')) return 'removes';
  if (has('password')) return 'setsPassword';
  if (has('address')) return 'changesAddress';
  const status = has('status');
  if (status?.to === 'inactive') return status.was.status === 'inactive' ? 'alreadyInactive' : 'deactivates';
  if (has('update')?.takesLicence) return 'takesLicence';
  if (status) return status.was.status === 'inactive' ? 'activates' : 'alreadyActive';
  if (awaitsInvitation && outcome === 'deferred') return 'waits';
  if (changes.length > 0) return 'changes';
  return before && outcome === 'skipped' && reason?.kind === 'existed' && !reason.nothingToChange
    ? 'skips'
    : 'nothing';
}

function alsoOf(
  { awaitsInvitation, reason }: ActionResult,
  effects: readonly Effect[],
  met: SeenUser | undefined,
): Also[] {
  const kinds = effects.map(({ kind }) => kind);
  const also: Also[] = [];
  if (kinds.includes('create') && kinds.includes('update')) also.push('updates');
  if (kinds.includes('create') && awaitsInvitation) also.push('columnsWait');
  if (reason?.kind === 'existed' && reason.inactive === 'activated') also.push('activates');
  if (reason?.kind === 'existed' && reason.inactive === 'still' && met?.status === 'inactive')
    also.push('staysInactive');
  return also;
}

function changesBy(effect: Effect): readonly Change[] {
  if (effect.kind === 'address') return [{ field: 'email', from: effect.from, to: effect.to }];
  return 'changes' in effect ? effect.changes : [];
}

function takesLicenceBy(effect: Effect): boolean {
  if (effect.kind === 'update') return effect.takesLicence;
  if (effect.kind === 'status') return effect.to === 'inactive' && isLicensed(effect.was);
  return effect.kind === 'remove' && isLicensed(effect.was);
}
