import { type Endpoint, type EndpointName, endpointOf } from '../core/endpoints.ts';
import type { PreparedRequest, Reply, ZoomApi, ZoomRequest } from '../core/zoom-api.ts';
import { ZoomError } from '../core/zoom-error.ts';
import { orAbort } from '../support/or-abort.ts';
import { redactor } from '../support/redact.ts';
import type { Clean } from './answer-message.ts';
import { classify } from './classify.ts';
import { type BodyKind, type EncodedBody, encodeBody } from './encode-body.ts';
import { endpointPath } from './endpoint-path.ts';
import type { HttpAnswer } from './exchange.ts';
import type { Token } from './token.ts';
import { type HttpRequest, placeOf, TransportError } from './transport.ts';

export type ZoomClientOptions = {
  /** Such as `https://api.zoom.us/v2`. */
  readonly apiUrl: string;
  readonly bodyKind: BodyKind;
  readonly userAgent: string;
  readonly token: Token;
  /** @throws {TransportError} when no whole answer came */
  readonly send: (request: HttpRequest, abort: AbortSignal, onSent: () => unknown) => Promise<HttpAnswer>;
  /** Ends even requests that are under way. */
  readonly abort: AbortSignal;
  /** Ms since the epoch, by Zoom's clock. */
  readonly now: () => number;
};

/** Talks to Zoom, one request at a time: signs in, encodes, sends once and says what the answer means. */
export class ZoomClient implements ZoomApi {
  readonly #options: ZoomClientOptions;
  #kept: { readonly key: string; readonly clean: Clean } | undefined;

  constructor(options: ZoomClientOptions) {
    this.#options = options;
  }

  async prepare(request: ZoomRequest, signal: AbortSignal): Promise<PreparedRequest> {
    signal.throwIfAborted();
    const { token, apiUrl, bodyKind } = this.#options;
    const endpoint = endpointOf(request.endpoint);
    const url = `${apiUrl}${endpointPath(endpoint, request.user)}${queryOf(request)}`;
    const encoded = request.body && (await encodeBody(request.body, bodyKind));
    // Last, so that it is as fresh as can be.
    const prepared = await orAbort(token.get(), signal);
    return {
      get isStale() {
        return token.current() === undefined;
      },
      send: (onSent) => {
        // Another request may have signed in again while this one waited.
        const value = token.current() ?? prepared;
        const http = this.#httpRequest(endpoint, url, value, encoded);
        return this.#send(request, endpoint, http, onSent).then((answer) =>
          this.#tellToken(value, request.endpoint, answer),
        );
      },
    };
  }

  #httpRequest(
    { method }: Endpoint,
    url: string,
    token: string,
    encoded: EncodedBody | undefined,
  ): HttpRequest {
    const headers = {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      'user-agent': this.#options.userAgent,
    };
    if (!encoded) return { method, url, headers };
    return { method, url, headers: { ...headers, 'content-type': encoded.contentType }, body: encoded.body };
  }

  async #send(
    request: ZoomRequest,
    endpoint: Endpoint,
    http: HttpRequest,
    onSent: () => unknown,
  ): Promise<Reply | ZoomError> {
    const { send, abort, now, apiUrl } = this.#options;
    try {
      const answer = classify(await send(http, abort, onSent), endpoint, this.#redactor(request), now());
      if (!(answer instanceof ZoomError)) return answer;
      return answer.with({ address: apiUrl, place: placeOf(apiUrl), call: request.endpoint });
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      const { kind, status, fault, place } = error;
      const message = this.#redactor(request)(error.message);
      return new ZoomError({ kind, status, message, fault, place, address: apiUrl, call: request.endpoint });
    }
  }

  /** @returns the answer, or what it comes to when no other token would help */
  #tellToken(value: string, call: EndpointName, answer: Reply | ZoomError): Reply | ZoomError {
    const { token } = this.#options;
    if (answer instanceof ZoomError && answer.kind === 'tokenRefused') return token.refused(value, answer);
    if (answer.status !== 0) token.accepted(call);
    return answer;
  }

  /** Takes the secrets out of texts. Kept as long as the token is, since to make it takes longer than to read an answer. */
  #redactor({ secrets = [] }: ZoomRequest): Clean {
    const ofToken = this.#options.token.secrets();
    if (secrets.length > 0) return redactor([...secrets, ...ofToken]);
    const key = ofToken.join('\n');
    if (this.#kept?.key !== key) this.#kept = { key, clean: redactor(ofToken) };
    return this.#kept.clean;
  }
}

function queryOf({ query = {} }: ZoomRequest): string {
  const text = String(new URLSearchParams(query));
  return text === '' ? '' : `?${text}`;
}
