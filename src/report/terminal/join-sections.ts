import { Shown } from './shown.ts';

export type Lines = readonly (string | Shown)[];

/** Sections with an empty line between them; those without lines are left out. */
export function joinSections(sections: readonly Lines[]): Shown {
  const shown = sections.filter((lines) => lines.length > 0).map((lines) => Shown.join(lines, '\n'));
  return Shown.join(shown, '\n\n');
}
