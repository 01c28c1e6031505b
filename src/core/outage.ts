import type { EndpointName } from './endpoints.ts';

/** What came in place of Zoom's answers when nothing got through. */
export type Sighting = {
  /** It was the sign-in that nothing came of. */
  readonly signIn?: true;
  readonly message: string;
  /** Why nothing came, as the operating system calls it, such as `ECONNREFUSED`; absent when something answered. */
  readonly fault?: string | undefined;
  /** Who was called: `api.zoom.us:443`. */
  readonly place?: string | undefined;
};

/** A time in which nothing gets through, or nothing of one call while others do. */
export type OutageFacts = {
  /** Of the first request that did not get through, in ms since the epoch. */
  readonly since: number;
  /** Only this call is concerned; absent: everything. */
  readonly call?: EndpointName | undefined;
  readonly seen: Sighting;
};
