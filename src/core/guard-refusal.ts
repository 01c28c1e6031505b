/** A guard refused the run before its first request; the message says why and what to do if it is meant. */
export class GuardRefusal extends Error {
  override readonly name = 'GuardRefusal';
}
