/** The lines that something prints, which go to no terminal: they have to pass through `TextOutput` as all others. */
export function printedBy(work: () => void): string[] {
  const lines: string[] = [];
  const { log } = console;
  console.log = (text: unknown) => lines.push(String(text));
  try {
    work();
  } finally {
    console.log = log;
  }
  return lines;
}
