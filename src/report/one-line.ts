const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

/**
 * The text on one line: every run of line breaks, tabs and other control characters becomes one space. What came from
 * a file or from Zoom goes through here before it reaches a report or a terminal, which would obey an escape sequence.
 */
export function oneLine(text: string): string {
  return text.replace(BREAKS, ' ');
}
