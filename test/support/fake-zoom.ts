import type { PreparedRequest, Reply, ZoomApi, ZoomRequest } from '../../src/core/zoom-api.ts';
import { ZoomError, type ZoomErrorDetails } from '../../src/core/zoom-error.ts';

/** What answers an attempt: a reply, or a ZoomError that is thrown. */
export type Answer = (request: ZoomRequest) => Partial<Reply> | Promise<Partial<Reply>>;

export function reply(changes: Partial<Reply> = {}): Reply {
  return {
    status: 204,
    body: undefined,
    trackingId: 'v=2.0;clid=us02',
    rateLimit: undefined,
    ...changes,
  };
}

export const OK: Answer = ({ endpoint, body }) => {
  if (endpoint === 'createUser') return { status: 201, body: { id: 'id-new', ...body } };
  return endpoint === 'getUser' ? { status: 200, body: { id: 'id-old', status: 'active' } } : { status: 204 };
};

/** Refuses every attempt. */
export function refuse(details: Partial<ZoomErrorDetails>): Answer {
  return () => {
    throw new ZoomError({ kind: 'rejected', status: 400, message: 'no', trackingId: 'v=2.0;no', ...details });
  };
}

/** Lets some calls fail: `updateUser a@x.org` and how. */
export function failing(failures: Readonly<Record<string, ZoomError>>): Answer {
  return (request) => {
    const failure = failures[nameOf(request)];
    if (failure) throw failure;
    return OK(request);
  };
}

/** Gives these answers to one attempt after the other, and the last to all that follow. */
export function inTurn(...answers: readonly Answer[]): Answer {
  let next = 0;
  return (request) => (answers[Math.min(next++, answers.length - 1)] ?? OK)(request);
}

/** `updateUser a@x.org`. */
export function nameOf({ endpoint, user, body }: ZoomRequest): string {
  const { email = '' } = (body?.user_info ?? {}) as { email?: string };
  return `${endpoint} ${user ?? email}`;
}

/** A Zoom that answers every attempt as the test says. */
export class FakeZoom implements ZoomApi {
  /** The requests that have left, in order. */
  readonly sent: ZoomRequest[] = [];
  /** How many of the next requests go out of date before they leave. */
  staleRequests = 0;
  /** What signing in for the next requests comes to; nothing when there is a token. */
  signIn: () => void = () => undefined;
  /** The requests for the account's pending users, and what answers them: nobody is pending. */
  readonly lists: ZoomRequest[] = [];
  list: Answer = () => ({ status: 200, body: { users: [], next_page_token: '' } });
  readonly #answer: Answer;

  constructor(answer: Answer) {
    this.#answer = answer;
  }

  async prepare(request: ZoomRequest, signal: AbortSignal): Promise<PreparedRequest> {
    signal.throwIfAborted();
    this.signIn();
    const isStale = this.staleRequests > 0;
    if (isStale) this.staleRequests--;
    return { isStale, send: (onSent) => this.#send(request, onSent) };
  }

  /** `updateUser a@x.org` for every request that has left. */
  get asked(): string[] {
    return this.sent.map(nameOf);
  }

  async #send(request: ZoomRequest, onSent: () => unknown): Promise<Reply | ZoomError> {
    onSent();
    const isList = request.endpoint === 'listUsers';
    (isList ? this.lists : this.sent).push(request);
    try {
      return reply(await (isList ? this.list : this.#answer)(request));
    } catch (error) {
      if (error instanceof ZoomError) return error.with({ call: request.endpoint });
      throw error;
    }
  }
}
