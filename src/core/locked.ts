/** Another run of the same account is going on; the message says which, and since when. */
export class Locked extends Error {
  override readonly name = 'Locked';
}
