/** `X-RateLimit-Limit` and `X-RateLimit-Remaining` of the request's own label. */
export type RateLimit = {
  readonly limit: number;
  readonly remaining: number;
  /** What `X-RateLimit-Type` says that they are about; Zoom leaves it out of most answers. */
  readonly window: 'second' | 'day' | undefined;
};
