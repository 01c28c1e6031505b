import type { Checkup, ScopeFinding } from '../core/checkup.ts';
import { SCOPE_USE } from '../core/scope-use.ts';
import type { ActionName } from '../core/vocabulary.ts';
import { adviseOnStop, describeStop } from './describe-stop.ts';
import { describeCount, describeDuration } from './terminal/wording.ts';

/** What keeps a run from going on; the kinds are those of `check --json`. */
export type CheckProblem = {
  readonly kind: 'state' | 'unreachable' | 'sign_in' | 'address' | 'missing_scope' | 'missing_permission';
  readonly message: string;
  /** Empty when the message says it all. */
  readonly advice: string;
};

/** Everything that has to be set right, the worst first. @param needed what is to be carried out */
export function checkProblems(checkup: Checkup, needed: readonly ActionName[]): CheckProblem[] {
  const { state } = checkup;
  return [
    ...(state.problem === undefined ? [] : [{ kind: 'state', message: state.problem, advice: '' } as const]),
    ...failures(checkup),
    ...lacking(checkup, needed),
  ];
}

function failures({ failure }: Checkup): CheckProblem[] {
  if (!failure) return [];
  const kind =
    failure.kind === 'signInRefused'
      ? 'sign_in'
      : failure.kind === 'unknownAddress'
        ? 'address'
        : 'unreachable';
  return [{ kind, message: describeStop(failure), advice: adviseOnStop(failure) ?? '' }];
}

/** The actions among those needed that cannot be carried out without the scope. */
export function actionsWithout({ call }: ScopeFinding, needed: readonly ActionName[]): readonly ActionName[] {
  return SCOPE_USE[call].actions.filter((action) => needed.includes(action));
}

function lacking({ scopes }: Checkup, needed: readonly ActionName[]): CheckProblem[] {
  return scopes.flatMap((finding): CheckProblem[] => {
    const actions = actionsWithout(finding, needed);
    if (finding.status !== 'missing' || actions.length === 0) return [];
    const { scope, permission } = finding;
    const who = `${list(actions)} ${actions.length === 1 ? 'needs' : 'need'}`;
    if (permission !== undefined) {
      const message = `The role of the app's owner lacks the permission ${permission}, which ${who}.`;
      const advice =
        'Have an administrator of the Zoom account add it, in the Zoom portal under User Management, Roles.';
      return [{ kind: 'missing_permission', message, advice }];
    }
    const message = `The app lacks the scope ${scope}, which ${who}.`;
    return [
      {
        kind: 'missing_scope',
        message,
        advice: 'Have the administrator of the Zoom app add it in the Zoom App Marketplace.',
      },
    ];
  });
}

/** `create, update and delete`. */
function list(names: readonly string[]): string {
  return names.join(', ').replace(/, ([^,]*)$/, ' and $1');
}

/** Minutes do harm to times in reports; seconds do not. */
const CLOCK_OFF_MS = 60_000;
const LOW_BYTES = 100 * 1024 * 1024;

/** What a run gets along with, and somebody should look at. */
export function checkWarnings({ clock, plan, state, scopes, failure, doubts }: Checkup): string[] {
  const warnings = [...doubts];
  if (clock && Math.abs(clock.aheadMs) > CLOCK_OFF_MS) {
    warnings.push(`This computer's clock is ${describeOffset(clock.aheadMs)} Zoom's: set it right.`);
  }
  if (plan.rather.length > 0) {
    warnings.push(
      `Zoom's answers have the limits of the plan ${plan.rather.join(' or ')}, not of ${plan.said}: is --plan right?`,
    );
  }
  if (state.freeBytes !== undefined && state.freeBytes < LOW_BYTES) {
    warnings.push(
      `Only ${describeBytes(state.freeBytes)} are free where the ledger is: a run may fill that.`,
    );
  }
  if (!failure && scopes.some(({ status }) => status === 'unknown')) {
    warnings.push(
      'Nobody says which scopes an access token has, and what changes users is not tried out: a run finds out.',
    );
  }
  return warnings;
}

/** `3 min ahead of` or `3 min behind`. */
export function describeOffset(aheadMs: number): string {
  return `${describeDuration(Math.abs(aheadMs) / 1000)} ${aheadMs < 0 ? 'behind' : 'ahead of'}`;
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** `12.3 GB`. */
export function describeBytes(bytes: number): string {
  const power = Math.min(
    Math.max(Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1024)), 0),
    UNITS.length - 1,
  );
  return `${describeCount(bytes / 1024 ** power)} ${UNITS[power]}`;
}
