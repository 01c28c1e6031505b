import { z } from 'zod';

/** An object without names that Zoom does not know; the message lists those it knows and quotes nothing. */
export function strict<Shape extends z.ZodRawShape>(shape: Shape) {
  const names = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: ({ code }) =>
      code === 'unrecognized_keys' ? `has a name that Zoom does not know; it knows ${names}` : undefined,
  });
}
