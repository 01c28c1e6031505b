/** A file or folder that is not used as it is: it is of another kind, or somebody else may change it. */
export class Refused extends Error {
  override readonly name = 'Refused';
  /** What puts it right, as a command. */
  readonly remedy: string | undefined;

  /** @param why goes on after the place: `belongs to user 1000` */
  constructor(place: string, why: string, remedy?: string) {
    super(`${place} ${why}`);
    this.remedy = remedy;
  }
}

/**
 * Why something could not be opened or made, and what to do.
 * @param otherwise begins in lower case: `give another folder with --state <dir>`
 */
export function explainRefusal(error: unknown, otherwise: string): string {
  const why = error instanceof Error ? error.message : String(error);
  const remedy = error instanceof Refused ? error.remedy : undefined;
  const advice = remedy === undefined ? otherwise : `write \`${remedy}\`, or ${otherwise}`;
  return `${why}. ${advice.charAt(0).toUpperCase()}${advice.slice(1)}.`;
}
