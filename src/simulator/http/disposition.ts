import type { HttpReply } from './http-reply.ts';

/** How a request ends on the wire. */
export type Disposition =
  | { readonly kind: 'answer'; readonly reply: HttpReply }
  /** Half of the answer, then the end of the connection. */
  | { readonly kind: 'cut'; readonly reply: HttpReply }
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset' };
