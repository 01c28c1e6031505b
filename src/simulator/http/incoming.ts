import type { OpenEntry } from '../state/journal.ts';

/** A request as it comes off the wire. */
export type Incoming = {
  readonly method: string;
  /** Path and query as received. */
  readonly url: string;
  /** @param name in lower case */
  header(name: string): string | undefined;
  /** The whole body. Rejects when the client goes away or sends too much. */
  bytes(): Promise<Buffer>;
  /** To be called once, as soon as it is known what the request is for. */
  arrived(endpoint: string, entry: OpenEntry): void;
};
