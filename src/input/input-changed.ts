import { UsageError } from '../core/usage-error.ts';

/** The input is not the one that it was. */
export class InputChanged extends UsageError {
  constructor(name: string) {
    super(`${name}: its content has changed.`);
  }
}

/**
 * Does something with the bytes of an input; whatever is wrong with others than those of before, it is that they are others.
 * @param before the digest of those of before; undefined when they may be any
 */
export async function orInputChanged<T>(
  name: string,
  before: string | undefined,
  digest: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isOther = before !== undefined && before !== digest;
    throw isOther && error instanceof UsageError ? new InputChanged(name) : error;
  }
}
