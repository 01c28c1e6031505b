import { textWidth, wrapLine } from '../report/terminal/layout.ts';
import { Shown, type Style } from '../report/terminal/shown.ts';
import type { TextOutput } from './text-output.ts';

const PROGRAM = 'zoom-provision: ';

/** Writes a message for people: on a terminal its lines are broken between words, elsewhere each stays one line. */
export function tell(stream: TextOutput, text: string): void {
  stream.write(`${messageLines(stream, text).join('\n')}\n`);
}

/** The same for what went wrong, with the program's name before it. */
export function tellError(stream: TextOutput, text: string): void {
  tell(stream, PROGRAM + text);
}

/** A message as lines. */
function messageLines({ isTTY, columns }: TextOutput, text: string): string[] {
  const lines = text.split('\n');
  return isTTY ? lines.flatMap((line) => wrapLine(line, textWidth(columns))) : lines;
}

/** A message in one colour. */
export function paintedLines(stream: TextOutput, text: string, style: Style | undefined): Shown {
  const lines = messageLines(stream, text);
  return Shown.join(
    lines.map((line) => (style ? Shown.painted(style, line) : line)),
    '\n',
  );
}
