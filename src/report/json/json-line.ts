import { visibleJson } from '../../support/visible-json.ts';

/** A value as standard output has it with `--json`: one line, its end included. */
export function jsonLine(value: unknown): string {
  return `${visibleJson(JSON.stringify(value))}\n`;
}
