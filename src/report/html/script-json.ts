import { visibleJson } from '../../support/visible-json.ts';

/**
 * A value as JSON that may stand in a `<script>` element: nothing in it ends the element, begins a comment in it or another
 * element, and nothing is invisible. It reads as it did.
 */
export function scriptJson(value: unknown): string {
  return visibleJson(JSON.stringify(value)).replace(/[<>&]/g, escaped);
}

function escaped(character: string): string {
  return `\\u00${character.charCodeAt(0).toString(16)}`;
}
