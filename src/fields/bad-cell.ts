/** What is wrong with a cell. */
export type BadCell = {
  /** Nothing of the cell's text is in it, so that it can be said of a row that may hold a password. */
  readonly message: string;
  /** What to write, which may be most of the text. */
  readonly instead?: string;
};

type Context = { addIssue(issue: { code: 'custom'; message: string; params: { instead?: string } }): void };

export function addBadCell(context: Context, bad: BadCell | undefined): void {
  if (!bad) return;
  const { message, instead } = bad;
  context.addIssue({ code: 'custom', message, params: instead === undefined ? {} : { instead } });
}
