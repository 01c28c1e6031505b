import type { RepeatableEndpoint } from '../core/endpoints.ts';
import type { ZoomRequest } from '../core/zoom-api.ts';

export type Question = ZoomRequest & { readonly endpoint: RepeatableEndpoint };

/** What can be asked to see whether anything gets through: about something else than what has failed, where there is a choice. */
export class ProbeQuestions {
  #answered: string | undefined;
  #failed: string | undefined;

  /** Zoom has said something about this user, as a path names it. */
  answered(user: string | undefined): void {
    this.#answered = user ?? this.#answered;
  }

  /** A request about this user did not get through. */
  failed(user: string | undefined): void {
    this.#failed = user ?? this.#failed;
  }

  /** @param count 0, 1, …: one after the other, and again from the first */
  at(count: number): Question {
    const list: Question = { endpoint: 'listUsers', query: { page_size: '1' } };
    const all = [...about(this.#answered), list, ...about(this.#failed)];
    return all[count % all.length] ?? list;
  }
}

function about(user: string | undefined): Question[] {
  return user === undefined ? [] : [{ endpoint: 'getUser', user }];
}
