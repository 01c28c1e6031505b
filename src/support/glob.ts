import picomatch from 'picomatch';

/** Stars pass over dots and slashes, and there is no `!` or `@(…)`, since addresses may have these characters. */
const OPTIONS = { dot: true, bash: true, nonegate: true, noextglob: true } as const;

/** Whether a text as a whole is what a glob stands for, whatever its case. */
export function globMatcher(glob: string): (text: string) => boolean {
  const matches = picomatch(plain(glob), OPTIONS);
  return (text) => matches(plain(text));
}

/** Whether every bracket and brace of it is closed, and nothing else is wrong with it. */
export function isWellFormedGlob(glob: string): boolean {
  try {
    picomatch.makeRe(glob, { ...OPTIONS, strictBrackets: true, debug: true });
    return true;
  } catch {
    return false;
  }
}

/** The same letter can be written as one character or as two. */
function plain(text: string): string {
  return text.toLowerCase().normalize('NFC');
}
