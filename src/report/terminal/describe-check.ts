import type { Checkup, ScopeFinding } from '../../core/checkup.ts';
import { SCOPE_USE } from '../../core/scope-use.ts';
import { ACTION_NAMES, type ActionName } from '../../core/vocabulary.ts';
import {
  actionsWithout,
  checkProblems,
  checkWarnings,
  describeBytes,
  describeOffset,
} from '../check-problems.ts';
import { alignTable, type Labelled, labelLines, textWidth, wrapText } from './layout.ts';
import type { Screen } from './screen.ts';
import { describeCount } from './wording.ts';

/** What `check` found out, for the terminal: text without a final line break. */
export function describeCheck(
  checkup: Checkup,
  needed: readonly ActionName[],
  { columns }: Screen = {},
): string {
  const width = textWidth(columns);
  const bullets = (texts: readonly string[]) => texts.flatMap((text) => wrapText(text, '- ', width));
  const problems = checkProblems(checkup, needed).map(({ message, advice }) => `${message} ${advice}`.trim());
  const warnings = checkWarnings(checkup);
  const sections = [
    labelLines(facts(checkup), width),
    checkup.scopes.length > 0 ? ['Scopes', ...scopeTable(checkup.scopes, needed)] : [],
    warnings.length > 0 ? ['Warnings', ...bullets(warnings)] : [],
    problems.length > 0 ? ['To be set right', ...bullets(problems)] : [readyLine(needed)],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function facts(checkup: Checkup): Labelled[] {
  const { account, apiUrl, oauthUrl, state } = checkup;
  return [
    { label: 'Account', text: nameOf(account), whole: true },
    { label: 'Address', text: apiUrl, whole: true },
    ...(oauthUrl === undefined ? [] : [{ label: 'Sign-in', text: oauthUrl, whole: true } as const]),
    { label: 'Plan', text: planOf(checkup.plan) },
    { label: 'Clock', text: clockOf(checkup.clock) },
    { label: 'Proxy', text: proxyOf(checkup.proxy) },
    { label: 'Ledger', text: state.folder, whole: true },
    ...(state.freeBytes === undefined ? [] : [{ label: 'Free', text: describeBytes(state.freeBytes) }]),
  ];
}

function nameOf({ id, name, simulated }: Checkup['account']): string {
  if (simulated) return 'a simulated one: nothing leaves this machine';
  return name === undefined ? id : `${name} (${id})`;
}

function planOf({ said, seen, rather }: Checkup['plan']): string {
  if (seen.length === 0) return `${said}, as --plan says; Zoom's answers do not tell`;
  const limits = new Set(seen.map(({ label, limit }) => `${describeCount(limit)} ${label} calls`));
  const what = `Zoom's answers speak of ${[...limits].join(' and ')}`;
  const isSame = rather.length === 0 ? '' : `, as ${rather.join(' or ')} has`;
  return `${said}, as --plan says; ${what}${isSame}`;
}

function clockOf(clock: Checkup['clock']): string {
  if (!clock) return 'nobody has told the time';
  const { aheadMs, withinMs } = clock;
  if (Math.abs(aheadMs) <= Math.max(withinMs, SECOND_MS)) return "right, as far as Zoom's answers tell";
  return `${describeOffset(aheadMs)} Zoom's`;
}

const SECOND_MS = 1000;

function proxyOf({ place, except }: Checkup['proxy']): string {
  if (place === undefined) return 'none';
  return except === '' ? place : `${place}, but not for ${except}`;
}

const STATUS = { granted: 'has', missing: 'lacks', unknown: '?' } as const;

function scopeTable(scopes: readonly ScopeFinding[], needed: readonly ActionName[]): string[] {
  const rows = scopes.map((finding) => {
    const { scope, by, permission, status } = finding;
    const how = permission === undefined ? (by === undefined ? '' : ` (${by})`) : ` (${permission})`;
    return [`  ${STATUS[status]}`, `${scope}${how}`, useOf(finding, needed)];
  });
  return alignTable(rows, []);
}

function useOf(finding: ScopeFinding, needed: readonly ActionName[]): string {
  const { actions, also } = SCOPE_USE[finding.call];
  const names = actions.length === ACTION_NAMES.length ? 'all actions' : actions.join(', ');
  const isNeeded = actionsWithout(finding, needed).length > 0;
  return [isNeeded ? '' : 'not needed', names, also ?? ''].filter(Boolean).join('; ');
}

function readyLine(needed: readonly ActionName[]): string {
  return needed.length === ACTION_NAMES.length
    ? 'Everything that a run needs is there.'
    : `Everything that ${needed.join(', ')} ${needed.length === 1 ? 'needs' : 'need'} is there.`;
}
