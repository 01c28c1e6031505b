import { describeUnseen } from '../../support/characters.ts';
import { damage, type Leftover, odd, type Place } from './leftover.ts';

/** Japanese has a space of its own. */
const ODD_SPACE = /(?![ \u3000])\p{Zs}/u;
const BREAK = /[\t\n]/;

/** Spaces that look like others, and line breaks: meant at times, but searching finds nothing then. */
export function findOddSpace(text: string, place: Place): Leftover | undefined {
  const at = text.search(ODD_SPACE);
  if (at !== -1) {
    const what = describeUnseen(text, at);
    return place === 'code'
      ? damage(what, 'write a plain space, or none')
      : odd(`${what}: if it is not meant, write a plain space`);
  }
  const broken = place === 'prose' ? -1 : text.search(BREAK);
  return broken === -1
    ? undefined
    : odd(`${describeUnseen(text, broken)}: if it is not meant, write a plain space`);
}
