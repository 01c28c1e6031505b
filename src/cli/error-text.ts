import { oneLine } from '../support/visible.ts';

/**
 * The message of an error with the line breaks that the program made: those between the things that are wrong. One that
 * came along in a path or in the words of a server would begin a line that looks like one of ours.
 */
export function errorText(error: Error): string {
  const { problems = [error.message] } = error as { readonly problems?: readonly string[] };
  let [text, rest] = ['', error.message];
  for (const problem of problems) {
    const at = rest.indexOf(problem);
    if (at === -1) continue;
    text += lead(rest.slice(0, at)) + oneLine(problem);
    rest = rest.slice(at + problem.length);
  }
  return text + rest;
}

/** What stands before a problem: a headline perhaps, and the bullet. */
function lead(before: string): string {
  const at = before.lastIndexOf('\n');
  return at === -1 ? before : oneLine(before.slice(0, at)) + before.slice(at);
}
