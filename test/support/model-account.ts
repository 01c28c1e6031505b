import type { JsonObject } from '../../src/core/json.ts';
import { utcDay } from '../../src/core/utc-day.ts';
import type { Reply, ZoomRequest } from '../../src/core/zoom-api.ts';
import { ZoomError } from '../../src/core/zoom-error.ts';
import { reply } from './fake-zoom.ts';

export type ModelUser = {
  readonly id: string;
  readonly email: string;
  status: 'active' | 'inactive' | 'pending';
  readonly createdAt: number;
  /** The first name that the create gave, which tells whose it was. */
  readonly madeAs: string;
  fields: JsonObject;
  password: string;
};

/** A value that the account refuses wherever it stands. */
export const BAD = 'refused';

/** The smallest Zoom that a run can be about: it does what it is told at once, and is never wrong about it. */
export class ModelAccount {
  readonly users: ModelUser[] = [];
  /** Invitations by UTC day. */
  readonly invitations = new Map<string, number>();
  readonly #createsPerDay: number;

  constructor(createsPerDay: number, users: readonly Pick<ModelUser, 'email' | 'status'>[], at: number) {
    this.#createsPerDay = createsPerDay;
    for (const { email, status } of users) {
      this.users.push({
        id: `id-${email}`,
        email,
        status,
        createdAt: at,
        madeAs: '',
        fields: { first_name: 'old' },
        password: 'old',
      });
    }
  }

  find(who: string): ModelUser | undefined {
    return this.users.find(({ id, email }) => id === who || email === who.toLowerCase());
  }

  acceptInvitations(): void {
    for (const user of this.users) if (user.status === 'pending') user.status = 'active';
  }

  /** @throws {ZoomError} what the account refuses */
  answer({ endpoint, user: who = '', body = {} }: ZoomRequest, now: number): Reply {
    if (endpoint === 'createUser') return this.#create(body, now);
    if (endpoint === 'listUsers') {
      const pending = this.users.filter(({ status }) => status === 'pending');
      return reply({ status: 200, body: { users: pending.map(({ email }) => ({ email })) } });
    }
    const user = this.find(who);
    if (!user) throw refusal('notFound', 404, 1001);
    switch (endpoint) {
      case 'getUser': {
        const { id, email, status, createdAt, fields } = user;
        // As Zoom does it: for a pending user the time of the call.
        const created = new Date(status === 'pending' ? now : createdAt).toISOString();
        return reply({
          status: 200,
          body: { ...fields, id, email, status, created_at: created },
        });
      }
      case 'updateUser':
        refuseBad(body);
        if (user.status !== 'pending') user.fields = { ...user.fields, ...body };
        return reply();
      case 'setStatus':
        if (user.status !== 'pending') user.status = body.action === 'activate' ? 'active' : 'inactive';
        return reply();
      case 'setPassword':
        if (user.password === body.password) throw refusal('rejected', 400, 1129);
        user.password = String(body.password);
        return reply();
      case 'removeUser':
        this.users.splice(this.users.indexOf(user), 1);
        return reply();
      default:
        throw new Error(`the model knows nothing of ${endpoint}`);
    }
  }

  #create(body: JsonObject, now: number): Reply {
    const { email, ...fields } = body.user_info as JsonObject;
    refuseBad(fields);
    if (this.find(String(email))) throw refusal('exists', 409, 1005);
    const day = utcDay(now);
    const invited = this.invitations.get(day) ?? 0;
    if (body.action === 'create') {
      if (invited >= this.#createsPerDay) throw refusal('inviteQuota', 429, 429);
      this.invitations.set(day, invited + 1);
    }
    const status = body.action === 'create' ? 'pending' : 'active';
    const user: ModelUser = {
      id: `id-${email}`,
      email: String(email),
      status,
      createdAt: now,
      madeAs: String(fields.first_name),
      fields,
      password: '',
    };
    this.users.push(user);
    return reply({ status: 201, body: { id: user.id, email: user.email } });
  }
}

function refuseBad(fields: JsonObject): void {
  if (Object.values(fields).includes(BAD)) throw refusal('rejected', 400, 300);
}

function refusal(kind: ZoomError['kind'], status: number, code: number): ZoomError {
  return new ZoomError({ kind, status, code, message: `refused: ${kind}` });
}
