import { UsageError } from '../core/usage-error.ts';

/** The input is not the one that it was. */
export class InputChanged extends UsageError {
  constructor(name: string) {
    super(`${name}: its content has changed.`);
  }
}
