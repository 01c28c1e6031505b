import { takesLicence } from '../actions/create-fields.ts';
import type { AccountUsers, SeenUser } from '../core/account-users.ts';
import type { Call, CallResult } from '../core/action.ts';
import type { Change } from '../core/foreseen.ts';
import { type JsonObject, textOf } from '../core/json.ts';
import { ZOOM_CODES } from '../core/zoom-codes.ts';
import { ZoomError } from '../core/zoom-error.ts';
import { changesOf, givenTo } from './compare.ts';

/** What a call would do to the account. */
export type Effect =
  | { readonly kind: 'create'; readonly changes: readonly Change[]; readonly takesSeat: boolean }
  | {
      readonly kind: 'update';
      readonly changes: readonly Change[];
      readonly takesLicence: boolean;
      readonly takesSeat: boolean;
    }
  | { readonly kind: 'status'; readonly to: 'active' | 'inactive'; readonly was: SeenUser }
  | { readonly kind: 'password' }
  | { readonly kind: 'address'; readonly from: string; readonly to: string }
  | { readonly kind: 'remove'; readonly was: SeenUser };

/** Which role of Zoom's own a user has; those that an account makes for itself have other ids. */
export function roleOf({ shown: { role_id: id } }: SeenUser): 'owner' | 'admin' | undefined {
  return id === '0' ? 'owner' : id === '1' ? 'admin' : undefined;
}

/** Whether the user has a licence, of whatever kind the account shows. */
export function isLicensed({ shown, status }: SeenUser): boolean {
  const plan = shown.plan_united_type ?? shown.zoom_one_type;
  return (
    status !== 'inactive' && (shown.type === 2 || (plan !== undefined && plan !== '' && plan !== 'none'))
  );
}

/**
 * Answers the calls of a row as Zoom would, as far as the users of an account that were read tell, and changes them as the
 * calls would: so a later row of the same user meets what the earlier one has left. Nothing is sent.
 */
export class RehearsedZoom {
  readonly effects: Effect[] = [];
  /** The user whom the row met, as it was before. */
  met: SeenUser | undefined;
  readonly #users: AccountUsers;

  constructor(users: AccountUsers) {
    this.#users = users;
  }

  /** @throws {ZoomError} what Zoom would answer */
  async call(call: Call): Promise<CallResult> {
    switch (call.endpoint) {
      case 'getUser':
        return answer(200, shownOf(await this.#find(call.user)));
      case 'createUser':
        return this.#create(call.body ?? {});
      case 'updateUser':
        return this.#update(await this.#find(call.user), call.body ?? {});
      case 'setStatus':
        return this.#setStatus(await this.#find(call.user), call.body ?? {});
      case 'setPassword':
        return this.#setPassword(await this.#find(call.user));
      case 'changeEmail':
        return this.#changeEmail(await this.#find(call.user), textOf(call.body ?? {}, 'email'));
      case 'removeUser':
        return this.#remove(await this.#find(call.user), call.query?.transfer_email);
      default:
        throw new Error(`no row asks for ${call.endpoint}`);
    }
  }

  async #find(who = ''): Promise<SeenUser> {
    const user = await this.#users.find(who);
    if (!user) throw noSuchUser(who);
    this.met ??= user;
    return user;
  }

  async #create({ action, user_info: info }: JsonObject): Promise<CallResult> {
    const fields = Object(info) as JsonObject;
    const email = textOf(fields, 'email');
    const taken = await this.#users.find(email);
    if (taken) {
      this.met ??= taken;
      const { code } = ZOOM_CODES.addressTaken;
      const message = `Email "${email}" has already been used.`;
      throw new ZoomError({ kind: 'exists', message, status: 409, code });
    }
    const { email: _, password, ...given } = fields;
    this.effects.push({ kind: 'create', changes: givenTo(given), takesSeat: takesSeat(given) });
    const status = action === 'create' ? 'pending' : 'active';
    const login = LOGINS[String(action)];
    const { zoom_one_type: plan } = Object(given.feature) as JsonObject;
    const known = {
      ...(login !== undefined && { login_types: [login] }),
      ...(plan !== undefined && { zoom_one_type: plan }),
    };
    await this.#users.put({ status, shown: { ...given, email, ...known }, isWhole: true });
    return answer(201, { id: '', email });
  }

  async #update(user: SeenUser, body: JsonObject): Promise<CallResult> {
    const changes = changesOf(body, user);
    const took = takesLicence(body) && isLicensed(user) && changes.some(({ field }) => LICENCES.has(field));
    const takes = takesSeat(body) && !isLicensed(user);
    this.effects.push({ kind: 'update', changes, takesLicence: took, takesSeat: takes });
    const { group_id: group, ...fields } = body;
    const groups = Array.isArray(user.shown.group_ids) ? user.shown.group_ids : [];
    const joined = group === undefined ? {} : { group_ids: [...groups, group] };
    await this.#users.put({ ...user, shown: { ...user.shown, ...fields, ...joined } });
    return answer(204);
  }

  async #setStatus(user: SeenUser, { action }: JsonObject): Promise<CallResult> {
    refuseAdmin(user, "Admin users' status cannot be activated or deactivated.", 200);
    const to = action === 'activate' ? 'active' : 'inactive';
    this.effects.push({ kind: 'status', to, was: user });
    const licences = to === 'inactive' ? { type: 1 } : {};
    await this.#users.put({ ...user, status: to, shown: { ...user.shown, ...licences, status: to } });
    return answer(200);
  }

  async #setPassword(user: SeenUser): Promise<CallResult> {
    refuseAdmin(user, "Can not update Admin's password", 1117);
    const { login_types: logins } = user.shown;
    if (Array.isArray(logins) && !logins.includes(WORK_EMAIL)) {
      const message = 'Can only update password of Zoom work email account';
      throw new ZoomError({ kind: 'rejected', message, status: 400, code: 1123 });
    }
    this.effects.push({ kind: 'password' });
    return answer(204);
  }

  async #changeEmail(user: SeenUser, email: string): Promise<CallResult> {
    refuseAdmin(user, 'Admin can not change other admins email.', 1000);
    const other = await this.#users.find(email);
    if (other && other.shown.id !== user.shown.id) {
      const { code } = ZOOM_CODES.addressTaken;
      throw new ZoomError({
        kind: 'exists',
        message: `Email "${email}" has already been used.`,
        status: 409,
        code,
      });
    }
    this.effects.push({ kind: 'address', from: textOf(user.shown, 'email'), to: email });
    await this.#users.remove(user);
    await this.#users.put({ ...user, shown: { ...user.shown, email } });
    return answer(204);
  }

  async #remove(user: SeenUser, transferTo: string | undefined): Promise<CallResult> {
    refuseAdmin(user, 'You can not disassociate an Admin user.', 1117);
    if (transferTo !== undefined) refuseDestination(await this.#users.find(transferTo));
    this.effects.push({ kind: 'remove', was: user });
    await this.#users.remove(user);
    return answer(204);
  }
}

/** Zoom's `login_type` of those whom an action makes otherwise than with a password of Zoom's. */
const LOGINS: Readonly<Record<string, number>> = { ssoCreate: 101, custCreate: 99 };
const WORK_EMAIL = 100;

const LICENCES: ReadonlySet<string> = new Set(['type', 'plan_united_type', 'zoom_one_type']);

function takesSeat({ type, plan_united_type, zoom_one_type, feature }: JsonObject): boolean {
  const plan = plan_united_type ?? zoom_one_type ?? (Object(feature) as JsonObject).zoom_one_type;
  return type === 2 || (plan !== undefined && plan !== 'none' && plan !== 0);
}

function shownOf({ status, shown }: SeenUser): JsonObject {
  return { ...shown, status };
}

function answer(status: number, body?: JsonObject): CallResult {
  return { status, body, trackingId: '', rateLimit: undefined, settled: false };
}

function noSuchUser(who: string): ZoomError {
  return new ZoomError({
    kind: 'notFound',
    message: `User does not exist: ${who}.`,
    status: 404,
    code: 1001,
  });
}

function refuseDestination(user: SeenUser | undefined): void {
  if (user?.status === 'active') return;
  const message = user
    ? 'The destination user is not active and cannot receive this data.'
    : 'The destination user does not exist and cannot receive this data.';
  throw new ZoomError({ kind: 'rejected', message, status: 400 });
}

/** By whose refusal a rehearsal knows that the user's role is the reason. */
export class RefusedForRole extends ZoomError {}

function refuseAdmin(user: SeenUser, message: string, code: number): void {
  if (roleOf(user)) throw new RefusedForRole({ kind: 'rejected', message, status: 400, code });
}
