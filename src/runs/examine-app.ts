import type { Checkup, ScopeFinding, SeenLimit } from '../core/checkup.ts';
import { ENDPOINTS, type Endpoint, type EndpointName } from '../core/endpoints.ts';
import { type JsonObject, textOf } from '../core/json.ts';
import { PLAN_NAMES, type PlanName } from '../core/labels.ts';
import { PLANS } from '../core/plans.ts';
import { POLICY } from '../core/policy.ts';
import type { StopReason } from '../core/stop-reason.ts';
import type { Reply } from '../core/zoom-api.ts';
import { ZoomError } from '../core/zoom-error.ts';
import { askAccount } from './ask-account.ts';
import type { OpenZoom } from './open-zoom.ts';

/** `.invalid` is nobody's domain, so nobody has the address (RFC 2606). */
const NOBODY = 'zoom-provision-check@example.invalid';

/** Questions that change nothing, and whose answers show whether they may be asked. */
const QUESTIONS = [
  { endpoint: 'getUser', user: NOBODY },
  { endpoint: 'listUsers', query: { page_size: '1' } },
  { endpoint: 'getAccount' },
] as const;

type Answers = ReadonlyMap<EndpointName, Reply | ZoomError>;

/** What can be found out of an app, its account and the plan by asking. @throws the signal's reason when it fires first */
export async function examineApp(
  { zoom, scopes }: Pick<OpenZoom, 'zoom' | 'scopes'>,
  plan: PlanName,
  signal: AbortSignal,
): Promise<Pick<Checkup, 'failure' | 'scopes' | 'plan'> & { readonly name: string | undefined }> {
  const answers = new Map<EndpointName, Reply | ZoomError>();
  for (const question of QUESTIONS) {
    const answer = await askAccount(question, zoom, signal);
    const failure = answer instanceof ZoomError ? failureOf(answer) : undefined;
    // The first one shows whether anything gets through; what another comes to says something of that one alone.
    if (failure && answers.size === 0) {
      return { failure, scopes: [], plan: examinePlan(plan, answers), name: undefined };
    }
    answers.set(question.endpoint, answer);
  }
  const calls = Object.keys(ENDPOINTS) as EndpointName[];
  return {
    failure: undefined,
    scopes: calls.map((call) => examineScope(call, scopes(), answers.get(call))),
    plan: examinePlan(plan, answers),
    name: accountName(answers.get('getAccount')),
  };
}

/** Why there is no use in asking on; undefined when Zoom has answered, whatever it said. */
function failureOf({ kind, message, address, status, fault, place }: ZoomError): StopReason | undefined {
  if (kind === 'signInRefused' || kind === 'unusable') return { kind, message };
  if (kind === 'unknownAddress') return { kind, address, message };
  if (POLICY[kind].through) return undefined;
  const isSignIn = kind === 'signInFailed';
  if (isSignIn && (status === 404 || status === 405)) {
    return { kind: 'unknownAddress', address, signIn: true, message };
  }
  const seen = { ...(isSignIn && { signIn: true as const }), message, fault, place };
  return { kind: 'outage', forMs: 0, since: 0, seen };
}

/** What an answer shows counts more than what Zoom said when it signed us in. */
function examineScope(
  call: EndpointName,
  granted: readonly string[] | undefined,
  answer: Reply | ZoomError | undefined,
): ScopeFinding {
  const { scope, classicScopes }: Endpoint = ENDPOINTS[call];
  const finding = { call, scope };
  const by = classicScopes.find((classic) => granted?.includes(classic));
  const known = granted && (granted.includes(scope) || by !== undefined);
  const kind = answer instanceof ZoomError ? answer.kind : undefined;
  if (kind === 'missingScope') return { ...finding, status: 'missing' };
  if (kind === 'missingPermission') {
    return { ...finding, status: 'missing', permission: (answer as ZoomError).scope };
  }
  const isLetIn = answer !== undefined && (kind === undefined || kind === 'notFound' || kind === 'exists');
  if (known || isLetIn) return { ...finding, status: 'granted', ...(!granted?.includes(scope) && { by }) };
  return { ...finding, status: granted ? 'missing' : 'unknown' };
}

function examinePlan(said: PlanName, answers: Answers): Checkup['plan'] {
  const seen = [...answers].flatMap(([call, { rateLimit }]): SeenLimit[] => {
    if (!rateLimit) return [];
    return [{ label: ENDPOINTS[call].label, limit: rateLimit.limit, window: rateLimit.window }];
  });
  const isFit = (plan: PlanName) => seen.every((limit) => isOf(plan, limit));
  if (seen.length === 0 || isFit(said)) return { said, seen, rather: [] };
  return { said, seen, rather: PLAN_NAMES.filter(isFit) };
}

/** Whether it is a number of the plan's, a second or a day. */
function isOf(plan: PlanName, { label, limit, window }: SeenLimit): boolean {
  const { perSecond, perDay } = PLANS[plan];
  return (window !== 'day' && perSecond[label] === limit) || (window !== 'second' && perDay[label] === limit);
}

function accountName(answer: Reply | ZoomError | undefined): string | undefined {
  if (!answer || answer instanceof ZoomError) return undefined;
  return textOf(Object(answer.body) as JsonObject, 'account_name') || undefined;
}
